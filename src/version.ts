import packageFile from '../package.json' with { type: 'json' };

/** The program's version, as its package says. */
export const VERSION = packageFile.version;
