import type { CatalogReading, Origin } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { askGithub } from './github-organisation/ask-github.ts';
import { readOrganisation } from './github-organisation/read-organisation.ts';
import { translate } from './github-organisation/translate.ts';
import type { AskedSource } from './source.ts';

/**
 * Repositories of a GitHub organisation as services, its teams with their members. Asked are
 * https://docs.github.com/en/rest/repos/repos#list-organization-repositories and GraphQL's teams, for which the token
 * or App needs to read metadata and members.
 */
export const githubOrganisation: AskedSource = {
  name: 'github-organisation',
  summary:
    'GitHub organisations (`catalog: [{github: {organisation: acme}}]`): repositories are services, teams and their members come along; files go before them.',
  async discover(discovery, asking) {
    const origin: Origin = { source: 'github-organisation', file: `github.com/${discovery.organisation}` };
    try {
      const found = await readOrganisation(askGithub(discovery.organisation, asking), discovery.organisation);
      return { reading: translate(found, discovery, origin, asking.people) };
    } catch (error) {
      if (!(error instanceof ExternalServiceError)) throw error;
      const { notBefore } = error;
      return {
        reading: unanswered(error.message, origin),
        ...(notBefore === undefined ? {} : { notBefore }),
      };
    }
  },
};

/** Nothing was found, and nothing is gone. */
function unanswered(message: string, origin: Origin): CatalogReading {
  const problem = {
    message: `${origin.file} could not be read: ${message}.`,
    remedy: 'What was found there before stays.',
  };
  return {
    discovered: true,
    services: [],
    teams: [],
    systems: [],
    people: [],
    rejections: [{ origin, problems: [problem] }],
    skipped: [],
  };
}
