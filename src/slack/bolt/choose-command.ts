import type { Command } from '../commands/command.ts';

export interface Chosen {
  readonly command: Command;
  readonly words: string;
}

/** `help` is the way out of any confusion: it alone beats a service of its name. */
const ALWAYS = 'help';

/**
 * Which verb these words are for: the one with the most words of its own (`admin sources` before `admin`). A first
 * word that is exactly a service beats the verb of that name.
 */
export async function chooseCommand(
  text: string,
  commands: readonly Command[],
  isService: (word: string) => Promise<boolean>,
): Promise<Chosen> {
  const words = text.trim();
  const typed = words.split(/\s+/);
  const [first = ''] = typed;
  if (first === '') return { command: named(commands, 'bare'), words };
  const verb = longestVerb(typed, commands);
  if (verb === undefined || (verb.command.name !== ALWAYS && (await isService(first))))
    return { command: named(commands, 'otherwise'), words };
  return { command: verb.command, words: typed.slice(verb.taken).join(' ') };
}

/** The same without asking for services: what is most probably meant, before anything was looked up. */
export function likelyCommand(text: string, commands: readonly Command[]): Chosen | undefined {
  const words = text.trim();
  const typed = words.split(/\s+/);
  if (words === '') return { command: named(commands, 'bare'), words };
  const verb = longestVerb(typed, commands);
  return verb && { command: verb.command, words: typed.slice(verb.taken).join(' ') };
}

function longestVerb(typed: readonly string[], commands: readonly Command[]) {
  const verbs = commands.flatMap((command) => {
    const own = command.name.split('-');
    const isMeant =
      command.invoked === 'by-name' && own.every((word, at) => word === typed[at]?.toLowerCase());
    return isMeant ? [{ command, taken: own.length }] : [];
  });
  return verbs.toSorted((a, b) => b.taken - a.taken)[0];
}

function named(commands: readonly Command[], invoked: Command['invoked']): Command {
  const found = commands.find((command) => command.invoked === invoked);
  if (found === undefined) throw new Error(`the registry of commands has none that is invoked ${invoked}`);
  return found;
}
