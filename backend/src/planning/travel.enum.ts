import { registerEnumType } from '@nestjs/graphql';

/** Where travel times came from. */
export enum TravelSource {
  ESTIMATE = 'ESTIMATE',
  OSRM = 'OSRM',
  VALHALLA = 'VALHALLA',
}
registerEnumType(TravelSource, { name: 'TravelSource', valuesMap: { ESTIMATE: { description: 'Great-circle distance with a road factor, on this machine.' } } });

/** Why the road service was not used although there is one. */
export enum TravelTrouble {
  GONE = 'GONE',
  SLOW = 'SLOW',
  WRONG = 'WRONG',
}
registerEnumType(TravelTrouble, { name: 'TravelTrouble', valuesMap: { GONE: { description: 'It could not be reached, or refused.' }, SLOW: { description: 'It did not answer in time.' }, WRONG: { description: 'What it answered cannot be read.' } } });
