import type { KnownBlock } from '@slack/types';
import type { ElementPlace, InputState, InputValues, PageState } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import { type AnyElement, actionIdOf, valuesOf } from '../model/input-values.ts';
import type { Model, Popup } from '../model/model.ts';
import type { Reader } from '../text/reader.ts';

/** A message, a modal or Home: blocks on screen, with what a person has done to them so far. */
export type Surface = {
  /** Names its state in the model. */
  key: string;
  /** Begins its DOM ids: a thread's first message is on screen twice, with one state. */
  dom: string;
  kind: 'message' | 'modal' | 'home';
  place: ElementPlace;
  values: InputValues;
  errors: Record<string, string>;
  /** DOM id of the element whose act is under way. */
  waiting: string | null;
  failed: { element: string; message: string } | null;
  /** The open list, if it hangs from an element of this surface. */
  popup: Popup | null;
  expanded: ReadonlySet<string>;
  page: PageState;
  reader: Reader;
  acts: Acts;
};

/** One element's place on a surface, and its state. */
export type Site = {
  surface: Surface;
  blockId: string;
  actionId: string;
  domId: string;
  state: InputState | undefined;
  /** Using it tells the app at once; otherwise it waits for the view to be submitted. */
  sends: boolean;
  /** May be emptied again. */
  optional: boolean;
  invalid: boolean;
  /** DOM ids of the label, and of hint and error. */
  labelledBy: string | null;
  describedBy: string | null;
};

export type SurfaceInput = Pick<Surface, 'key' | 'dom' | 'kind' | 'place' | 'reader' | 'acts'> & {
  blocks: KnownBlock[];
};

/** Takes from the model what concerns one surface. */
export function surfaceOf(model: Model, { blocks, ...input }: SurfaceInput): Surface {
  const channel = model.route.show === 'conversation' ? model.route.channel : null;
  return {
    ...input,
    values: valuesOf(blocks, model.typed[input.key] ?? {}, channel),
    errors: 'viewId' in input.place ? (model.errors[input.place.viewId] ?? {}) : {},
    waiting: model.waiting[input.key] ?? null,
    failed: model.failed[input.key] ?? null,
    popup: model.popup?.anchor.startsWith(`${input.dom}--`) ? model.popup : null,
    expanded: model.expanded,
    page: model.page,
  };
}

/** The site of an element that tells the app at once: in a section, or among actions. */
export function actionSite(surface: Surface, blockId: string, element: AnyElement): Site {
  const actionId = actionIdOf(element);
  return {
    surface,
    blockId,
    actionId,
    domId: `${surface.dom}--${blockId}--${actionId}`,
    state: surface.values[blockId]?.[actionId],
    sends: true,
    optional: false,
    invalid: false,
    labelledBy: null,
    describedBy: null,
  };
}
