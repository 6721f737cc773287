import { matchesGlob } from 'node:path';
import type { GithubDiscovery } from '../../domain/organisation.ts';
import type { FoundRepository } from './read-organisation.ts';

/** Whether a repository passes all filters; letter case makes no difference in any. */
export function isWanted(one: FoundRepository, discovery: GithubDiscovery): boolean {
  const { topics, excludeTopics, property, languages, archived, forks, name } = discovery;
  const has = (topic: string) => one.topics.includes(topic.toLowerCase());
  return (
    (archived || !one.archived) &&
    (forks || !one.fork) &&
    (topics.length === 0 || topics.some(has)) &&
    !excludeTopics.some(has) &&
    (languages.length === 0 || languages.some((language) => isSame(language, one.language ?? ''))) &&
    (name === undefined || matchesGlob(one.name.toLowerCase(), name.toLowerCase())) &&
    Object.entries(property).every(([key, value]) => valuesOf(one, key).some((said) => isSame(said, value)))
  );
}

function valuesOf({ custom_properties: properties }: FoundRepository, key: string): readonly string[] {
  return [properties[key] ?? []].flat();
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
