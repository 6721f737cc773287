import type { ExternalSelect } from '@slack/types';
import { plainText, section } from './blocks.ts';
import type { Modal } from './message.ts';

/** Which service it is about, before anything else can be asked. */
export function exceptionServicePicker(): Modal {
  const select: ExternalSelect = {
    type: 'external_select',
    action_id: 'exception-pick',
    placeholder: plainText('Type the name of a service', 150),
    min_query_length: 0,
  };
  return {
    type: 'modal',
    title: plainText('Request exception', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section('*For which service?*'),
      { type: 'actions', block_id: 'exception-service', elements: [select] },
    ],
  } satisfies Modal;
}
