import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AdjustableClock, manualClock } from '../../src/workspace/clock.ts';
import { type Room, room } from './support/room.ts';

let stage: Room;
let clock: AdjustableClock;
beforeEach(async () => {
  clock = manualClock(0);
  stage = await room({ clock, fileProcessing: 2_000 });
  stage.workspace.slack.app.scopes.add('files:read');
});
afterEach(() => stage.workspace.close());

async function upload(filename: string, more: object = {}): Promise<string> {
  const { upload_url: url, file_id: id } = await stage.call('files.getUploadURLExternal', {
    filename,
    length: 3,
    ...more,
  });
  await fetch(String(url), { method: 'POST', body: new Uint8Array([1, 2, 3]) });
  return String(id);
}

const complete = (id: string, more: object = {}) =>
  stage.call('files.completeUploadExternal', { files: [{ id }], ...more });
const image = (id: string) => [{ type: 'image', alt_text: 'A map', slack_file: { id } }];
const show = (id: string) =>
  stage.call('chat.postMessage', { channel: 'general', text: 'a', blocks: image(id) });

test('a file can be shown in blocks once Slack has processed it', async () => {
  const id = await upload('heat.png');
  await complete(id);
  expect(await stage.call('files.info', { file: id })).toMatchObject({ file: { mimetype: '' } });
  expect(await show(id)).toMatchObject({
    error: 'invalid_blocks',
    errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
  });
  clock.advance(2_000);
  expect(await stage.call('files.info', { file: id })).toMatchObject({
    file: { mimetype: 'image/png', size: 3 },
  });
  expect(await show(id)).toMatchObject({ ok: true });
});

test('only images can be shown in blocks', async () => {
  const id = await upload('report.pdf');
  await complete(id);
  clock.advance(2_000);
  expect(await show(id)).toMatchObject({ error: 'invalid_blocks' });
});

test('a file is shared with its comment, but not to a person by id', async () => {
  const id = await upload('heat.png');
  expect(await complete(id, { channel_id: 'UANA' })).toMatchObject({ error: 'invalid_channel' });
  expect(await complete(id, { channel_id: 'CGENERAL', initial_comment: 'Look' })).toMatchObject({ ok: true });
  clock.advance(2_000);
  expect(stage.workspace.messages('general')).toMatchObject([{ text: 'Look', files: [id] }]);
});

test('the message of a shared file comes after the answer, once the file is processed', async () => {
  const id = await upload('heat.png');
  expect(await complete(id, { channel_id: 'CGENERAL' })).toMatchObject({ ok: true });
  expect(stage.workspace.messages('general')).toEqual([]);
  expect(await stage.call('files.info', { file: id })).toMatchObject({ file: { channels: [] } });
  clock.advance(2_000);
  expect(stage.workspace.messages('general')).toMatchObject([{ files: [id] }]);
  expect(await stage.call('files.info', { file: id })).toMatchObject({ file: { channels: ['CGENERAL'] } });
});

test('an image is described by alt_txt; the SDK’s alt_text is not heard', async () => {
  const described = await upload('heat.png', { alt_txt: 'A map' });
  const unheard = await upload('heat.png', { alt_text: 'A map' });
  expect(await stage.call('files.info', { file: described })).toMatchObject({ file: { alt_txt: 'A map' } });
  expect(await stage.call('files.info', { file: unheard })).toMatchObject({ file: { alt_txt: '' } });
});

test('an upload without bytes cannot be completed', async () => {
  const { file_id: id } = await stage.call('files.getUploadURLExternal', { filename: 'a.png', length: 3 });
  expect(await complete(String(id))).toMatchObject({ error: 'file_not_found' });
});

test('a completed file takes no other bytes', async () => {
  const id = await upload('a.png');
  await complete(id);
  const again = await fetch(`${stage.workspace.origin}/upload/${id}`, { method: 'POST', body: 'other' });
  expect(again.status).toBe(404);
});
