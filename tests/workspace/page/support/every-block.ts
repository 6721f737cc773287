import type { KnownBlock } from '@slack/types';
import { NOON } from './showcase-workspace.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const seconds = NOON / 1000;

/** Text that would do harm as HTML, and never may. */
export const HOSTILE = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">';
const escaped = HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Each kind of block that a message may hold, with everything that can stand in it. */
export function everyBlock(): KnownBlock[] {
  return [
    { type: 'header', text: plain('A header :tada:') },
    {
      type: 'section',
      text: mrkdwn(
        `*bold* _italic_ ~gone~ \`code\` <https://acme.test|a link> <@UBO> <#CRELEASES> <!subteam^SSRE>\n&gt; quoted\n\`\`\`let x = 1;\`\`\`\n${escaped}`,
      ),
      accessory: { type: 'image', image_url: 'https://elsewhere.test/cat.png', alt_text: 'A cat' },
    },
    {
      type: 'section',
      text: mrkdwn(
        `Since <!date^${seconds - 180}^{ago}|then>, at <!date^${seconds}^{date_short_pretty} {time}|now>`,
      ),
    },
    { type: 'section', fields: [mrkdwn('*Owner*\nPayments'), plain('Tier\ntier-1')] },
    { type: 'section', text: mrkdwn('line\n'.repeat(12)) },
    { type: 'section', expand: true, text: mrkdwn('whole\n'.repeat(12)) },
    { type: 'divider' },
    {
      type: 'context',
      elements: [
        mrkdwn('small *print*'),
        { type: 'image', image_url: 'https://elsewhere.test/dot.png', alt_text: 'A dot' },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'rich', style: { bold: true } },
            { type: 'user', user_id: 'UCY' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: ['one', 'two'].map((text) => ({
            type: 'rich_text_section' as const,
            elements: [{ type: 'text' as const, text }],
          })),
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'as it is' }] },
      ],
    },
    { type: 'markdown', text: '### Marked down\n- **first**' },
    {
      type: 'table',
      rows: [[{ type: 'raw_text', text: 'Service' }], [{ type: 'raw_text', text: 'payments-api' }]],
    },
    {
      type: 'image',
      image_url: 'https://elsewhere.test/map.png',
      alt_text: 'A heat map',
      title: plain('This week'),
    },
    {
      type: 'video',
      video_url: 'https://elsewhere.test/v',
      thumbnail_url: 'https://elsewhere.test/t.png',
      alt_text: 'A film',
      title: plain('How to'),
    },
  ];
}
