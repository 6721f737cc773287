/** Small blocks and elements to build payloads from. */
export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const long = (length: number) => 'x'.repeat(length);
export const section = (text = 'fine') => ({ type: 'section', text: mrkdwn(text) });
export const option = (value: string) => ({ text: plain(value), value });
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
});
export const modal = (...blocks: object[]) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
});
export const home = (...blocks: object[]) => ({ type: 'home', blocks });
