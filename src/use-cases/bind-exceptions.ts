import type { Context } from './context.ts';
import { actOnBatch, beginBatch } from './decide-batch.ts';
import { actOnException, beginAct } from './decide-exception.ts';
import { draftException } from './draft-exception.ts';
import { editException } from './edit-exception.ts';
import { checkEnding, endingTogether } from './end-together.ts';
import type { ExceptionVerbs } from './exception-views.ts';
import { listExceptions } from './list-exceptions.ts';
import { previewException, requestException } from './request-exception.ts';
import { showException } from './show-exception.ts';

/** The verbs of exceptions, bound to what they work with. */
export function bindExceptions(context: Context): ExceptionVerbs {
  return {
    draft: (viewer, service, rule) => draftException(context, viewer, service, rule),
    preview: (viewer, ask) => previewException(context, viewer, ask),
    ask: (viewer, ask) => requestException(context, viewer, ask),
    show: (viewer, id) => showException(context, viewer, id),
    act: (viewer, id, act) => actOnException(context, viewer, id, act),
    begin: (viewer, id, act) => beginAct(context, viewer, id, act),
    actOnBatch: (viewer, batch, act) => actOnBatch(context, viewer, batch, act),
    beginBatch: (viewer, batch, act) => beginBatch(context, viewer, batch, act),
    ending: (viewer, end) => endingTogether(context, viewer, end),
    checkEnding: (viewer, end) => checkEnding(context, viewer, end),
    edit: (viewer, id, ask) => editException(context, viewer, id, ask),
    list: (viewer, query, offset) => listExceptions(context, viewer, query, offset),
  };
}
