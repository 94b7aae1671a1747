import type { ExampleRequest, ExampleValue } from '../core/run/examples';

/** What the thread is started with. */
export type ExamplesRequest = ExampleRequest;

/** The one message that it sends before it ends. */
export type ExamplesReply = readonly ExampleValue[];
