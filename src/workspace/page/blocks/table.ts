import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawFlows, drawInline } from '../text/draw-text.ts';
import { parsePlain } from '../text/mrkdwn.ts';
import type { Reader } from '../text/reader.ts';
import { richTextFlow } from '../text/rich-text.ts';

type TableBlock = Extract<KnownBlock, { type: 'table' }>;
type DataTableBlock = Extract<KnownBlock, { type: 'data_table' }>;
type Cell = TableBlock['rows'][number][number];

/** Rows of which the first is the head. */
export function drawTable(block: TableBlock | DataTableBlock, reader: Reader): TemplateResult {
  const [head = [], ...rows] = block.rows;
  const settings = block.type === 'table' ? (block.column_settings ?? []) : [];
  const caption = block.type === 'data_table' ? block.caption : null;
  const styleOf = (column: number) => cellClass(settings[column]);
  return html`
    <div class="table-frame" tabindex="0">
      <table>
        ${caption ? html`<caption>${caption}</caption>` : nothing}
        <thead>
          <tr>${head.map((cell, column) => html`<th scope="col" class=${styleOf(column)}>${drawCell(cell, reader)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td class=${styleOf(column)}>${drawCell(cell, reader)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

function cellClass(setting: { align?: string; is_wrapped?: boolean } | null | undefined): string {
  return `align-${setting?.align ?? 'left'} ${setting?.is_wrapped ? 'wrapped' : ''}`;
}

function drawCell(cell: Cell, reader: Reader): unknown {
  if (cell.type === 'rich_text') return drawFlows(richTextFlow(cell), reader);
  return drawInline(parsePlain(cell.text, false), reader);
}
