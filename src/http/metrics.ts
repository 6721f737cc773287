import { FAMILIES } from './measured/families.ts';
import { defineRoute, type Metric } from './route.ts';

/** Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const metrics = defineRoute({
  name: 'metrics',
  method: 'GET',
  path: '/metrics',
  summary: "Measurements in Prometheus' text format",
  answer: async (context, deps) => {
    const build: Metric = {
      ...FAMILIES.build,
      samples: [{ labels: { version: deps.version, node: process.version }, value: 1 }],
    };
    const families = [build, ...(await deps.metrics())];
    return context.text(families.map(exposition).join(''), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  },
});

/** A family without samples has nothing to say and is left out. */
function exposition({ name, help, type, samples }: Metric): string {
  if (samples.length === 0) return '';
  const lines = samples.map(
    ({ suffix = '', labels = {}, value }) => `${name}${suffix}${labelled(labels)} ${value}\n`,
  );
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
