import type { Command } from '../commands/command.ts';

export interface Chosen {
  readonly command: Command;
  readonly words: string;
}

/** `help` is the way out of any confusion: it alone beats a service of its name. */
const ALWAYS = 'help';

/** Which verb these words are for. A first word that is exactly a service beats the verb of that name. */
export async function chooseCommand(
  text: string,
  commands: readonly Command[],
  isService: (word: string) => Promise<boolean>,
): Promise<Chosen> {
  const words = text.trim();
  const [first = '', ...rest] = words.split(/\s+/);
  if (first === '') return { command: named(commands, 'bare'), words };
  const verb = commands.find(({ invoked, name }) => invoked === 'by-name' && name === first.toLowerCase());
  if (verb === undefined || (verb.name !== ALWAYS && (await isService(first))))
    return { command: named(commands, 'otherwise'), words };
  return { command: verb, words: rest.join(' ') };
}

function named(commands: readonly Command[], invoked: Command['invoked']): Command {
  const found = commands.find((command) => command.invoked === invoked);
  if (found === undefined) throw new Error(`the registry of commands has none that is invoked ${invoked}`);
  return found;
}
