import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Language } from '../tenancy/tenant.entity.js';
import { MessageWording } from './letter-wording.entity.js';
import { MessagePreview } from './message-preview.js';
import { WordingInput, WordingKey } from './wording.inputs.js';
import { PreviewWordingResult, SaveWordingResult } from './wording.results.js';
import { WordingsService } from './wordings.service.js';

/** What messages say, and a provider's own words for them. */
@Resolver()
export class WordingsResolver {
  constructor(private readonly service: WordingsService) {}

  @Allow('settings:write')
  @Query(() => [MessagePreview], { description: 'Every message whose words can be changed, with sample data, as its reader would see it.' })
  messagePreviews(@Me() me: Actor, @Args('language', { type: () => Language }) language: Language) {
    return this.service.previews(me, language);
  }

  @Allow('settings:write')
  @Query(() => MessageWording, { description: 'Our words for a message and the provider’s own, with every version of them.' })
  messageWording(@Me() me: Actor, @Args() key: WordingKey) {
    return this.service.wording(me, key);
  }

  @Allow('settings:write')
  @Query(() => PreviewWordingResult, { description: 'How words would look that are not kept yet.' })
  previewWording(@Me() me: Actor, @Args('input') input: WordingInput) {
    return this.service.preview(me, input);
  }

  @Allow('settings:write')
  @Mutation(() => SaveWordingResult, { description: 'Keeps a provider’s words for a message as a new version; sent from now on. What equals our words is ours again.' })
  saveMessageWording(@Me() me: Actor, @Args('input') input: WordingInput) {
    return this.service.save(me, input);
  }
}
