/** The painter's thread: draws the one picture that it is started with, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { rasterize } from './rasterize.ts';
import type { Picture } from './svg.ts';

// What `painter.ts` started it with.
parentPort?.postMessage(rasterize(workerData as Picture));
