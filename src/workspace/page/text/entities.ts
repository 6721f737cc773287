/** The three characters that Slack's mrkdwn escapes; nothing else is an entity there. */
export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
