import { ExternalServiceError } from '../../domain/errors.ts';

/** What to throw when git refuses to read a checkout: the first line of what it says. */
export function unreadable(folder: string, said: string): ExternalServiceError {
  if (/not a git repository/i.test(said))
    return new ExternalServiceError('git', `${folder} is not a git checkout`);
  const first = said.split('\n', 1)[0]?.replace(/^(fatal|error): /, '') ?? '';
  return new ExternalServiceError(
    'git',
    `git cannot read ${folder}: ${first === '' ? 'no reason given' : first}`,
  );
}
