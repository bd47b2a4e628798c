import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphContext } from '../platform/graphql/engine.js';
import type { Actor } from './actor.js';

/** The actor of this operation. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Actor => GqlExecutionContext.create(context).getContext<GraphContext>().caller as Actor);
