import { parentPort } from 'node:worker_threads';
import { serve } from '@demarc/routing';

if (parentPort) serve(parentPort);
