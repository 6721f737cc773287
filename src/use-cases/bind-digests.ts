import type { Context } from './context.ts';
import type { DigestVerbs } from './digest-views.ts';
import { changeDigestSettings, showDigestSettings } from './digests/digest-settings.ts';
import { showReport } from './digests/show-report.ts';

/** The verbs of digests, bound to what they work with. */
export function bindDigests(context: Context): DigestVerbs {
  return {
    report: (viewer, team) => showReport(context, viewer, team),
    settings: (viewer, channel) => showDigestSettings(context, viewer, channel),
    changeSettings: (viewer, channel, choice) => changeDigestSettings(context, viewer, channel, choice),
  };
}
