/** Every function that expressions may call, macros included. A test holds them to what is implemented. */
export const FUNCTION_NAMES: ReadonlySet<string> = new Set([
  ...['has', 'all', 'exists', 'exists_one', 'filter', 'map'],
  ...['size', 'string', 'int', 'double', 'bool', 'dyn', 'timestamp', 'duration'],
  ...['startsWith', 'endsWith', 'contains', 'matches', 'lowerAscii', 'upperAscii', 'trim'],
  ...['indexOf', 'lastIndexOf', 'substring', 'split', 'join'],
  ...['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'],
  ...['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
]);
