import type { Context } from 'hono';
import { z } from 'zod';
import type { PushAnswer, PushRequest } from '../use-cases/push-facts.ts';

/**
 * One address that we answer. To add one: write `src/http/NAME.ts` exporting `defineRoute({ name: 'NAME', … })`,
 * name it in `index.ts`, test it in `tests/http/NAME.test.ts` through `createHttpApp`.
 *
 * A body over {@link Route.bodyLimit} is refused before `answer` runs, a wrong method or path is answered in JSON,
 * and an error thrown is our bug: logged with its cause, answered with a reference.
 */
export interface Route {
  /** Same as the file's name. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** What it answers, in one line, for the reference table. */
  readonly summary: string;
  /** Bytes; default {@link BODY_LIMIT}. */
  readonly bodyLimit?: number;
  /** For addresses below `/api/v1`: what the OpenAPI document says of it. */
  readonly api?: Operation;
  /** `routes`: all of them, for the document that describes them. */
  readonly answer: (
    context: Context,
    deps: HttpDeps & { readonly routes: readonly Route[] },
  ) => Response | Promise<Response>;
}

/** An operation of OpenAPI 3.1. Schemas are JSON Schema 2020-12. */
export interface Operation {
  readonly id: string;
  readonly description: string;
  /** Besides those in the path, which are all ids. */
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  readonly body?: z.ZodType;
  /** By status. Every other answer is {@link Refusal}. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly body?: z.ZodType }>>;
}

/** What every refusal looks like. */
export const Refusal = z
  .object({
    error: z.object({
      /** For programs. */
      code: z.string(),
      /** For people. */
      message: z.string(),
      /** Everything that is wrong with the body, by place. */
      problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  })
  .meta({ id: 'Refusal' });

export const BODY_LIMIT = 1_000_000;

/** What routes need from outside; bound by `app.ts`. */
export interface HttpDeps {
  readonly version: string;
  /** One entry for each thing that must work before requests are sent here: `database`, `migrations`, `catalog`, `slack`. */
  readonly readiness: () => Promise<readonly ReadyPart[]>;
  /** Measurements of this moment. */
  readonly metrics: () => Promise<readonly Metric[]>;
  readonly pushFacts: (request: PushRequest) => Promise<PushAnswer>;
  /** Absent = no `GITHUB_WEBHOOK_SECRET`. */
  readonly github?: GithubHooks;
}

/** What GitHub's webhooks bring, and how they are known for GitHub's. */
export interface GithubHooks {
  /** With which deliveries are signed. */
  readonly secret: string;
  /** Takes one delivery once; how many services are collected soon because of it. */
  readonly hint: (hint: {
    readonly delivery: string;
    readonly repositories: readonly string[];
  }) => Promise<number>;
}

/** A part of what must work. */
export interface ReadyPart {
  readonly name: string;
  /** Why it is not ready: a sentence for operators. Without one it is. */
  readonly reason?: string;
  /** What there is to know of a part that is ready. */
  readonly note?: string;
}

/** One family of Prometheus' text format. Seconds and bytes, never milliseconds. */
export interface Metric {
  /** Begins with `readybot_`; a counter's ends with `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly samples: readonly {
    /** A histogram's samples have names of their own. */
    readonly suffix?: '_bucket' | '_sum' | '_count';
    readonly labels?: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

export function defineRoute(route: Route): Route {
  return route;
}
