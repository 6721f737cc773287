import { healthz } from './healthz.ts';
import { metrics } from './metrics.ts';
import { openapi } from './openapi.ts';
import { pushFacts } from './push-facts.ts';
import { readyz } from './readyz.ts';
import type { Route } from './route.ts';
import { githubWebhooks } from './webhooks-github.ts';

export const routes: readonly Route[] = [healthz, readyz, metrics, pushFacts, openapi, githubWebhooks];
