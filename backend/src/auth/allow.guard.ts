import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../platform/graphql/engine.js';
import { ForbiddenError, ReadOnlyError, SignInError } from '../platform/graphql/errors.js';
import { PERMISSION } from '../platform/graphql/permission.js';
import type { Actor } from './actor.js';
import { RefusalsService } from './refusals.service.js';
import { STEP_UP, type StepUpRule } from './step-up.js';
import { StepUpService } from './step-up.service.js';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Default deny: an operation without `@Allow` does not exist for anybody. */
@Injectable()
export class AllowGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly refusals: RefusalsService,
    private readonly stepUp: StepUpService,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType<GqlContextType>() !== 'graphql') return true;
    const graph = GqlExecutionContext.create(context);
    const info = graph.getInfo<GraphQLResolveInfo>();
    const { caller } = graph.getContext<GraphContext>();
    if ((caller as Actor).viewedBy && info.parentType.name === 'Mutation') throw new ReadOnlyError(caller.locale);
    const needed = this.reflector.get<readonly string[] | undefined>(PERMISSION, context.getHandler());
    if (needed?.includes('public')) return true;
    if (!needed && !ROOTS.has(info.parentType.name)) return true;
    if ((caller as Actor).kind === 'anonymous') throw new SignInError();
    if (!needed?.some((permission) => caller.permissions.has(permission))) {
      if (ROOTS.has(info.parentType.name)) this.refusals.note(caller as Actor, info.fieldName, needed ?? []);
      throw new ForbiddenError(needed?.join(' or ') ?? 'undeclared');
    }
    const rule = this.reflector.get<StepUpRule | undefined>(STEP_UP, context.getHandler());
    return rule && (rule.when?.(graph.getArgs<never>()) ?? true) ? this.stepUp.need(caller as Actor, rule.area).then(() => true) : true;
  }
}
