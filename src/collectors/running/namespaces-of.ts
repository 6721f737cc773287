/** The namespaces that field paths lie in, each once: `vcs.default_branch` lies in `vcs`. */
export function namespacesOf(fills: readonly string[]): readonly string[] {
  return [...new Set(fills.map((path) => path.split('.', 1)[0] ?? path))];
}
