import { Comparison, type AlertRule } from './alert.entity.js';
import { clearedText, measured, onsetText } from './alert-text.js';

const rule = { name: 'Optical', metric: 'optical_power', comparison: Comparison.BELOW, threshold: -27, forSeconds: 60 } as AlertRule;
const device = { brand: 'Nokia', model: 'G-010', serial: 'ALCL1' };

describe('what an alert says', () => {
  it('is written in the language asked for', () => {
    expect(onsetText(rule, device, { peakValue: -28.5 }, 'fr')).toEqual({ subject: 'Optical : −28,5 dBm', description: 'Nokia G-010 ALCL1 est sous −27 dBm depuis plus de 60 s. Pire mesure : −28,5 dBm.' });
    expect(onsetText({ ...rule, comparison: Comparison.ABOVE }, device, { peakValue: 3 }, 'en')).toEqual({ subject: 'Optical: 3 dBm', description: 'Nokia G-010 ALCL1 has been above −27 dBm for more than 60 s. Worst measurement: 3 dBm.' });
    expect([clearedText(rule, -20, 'fr'), clearedText(rule, -20, 'en')]).toEqual(['La mesure est revenue à −20 dBm. Demande résolue d’elle-même.', 'The measurement is back at −20 dBm. The request resolved itself.']);
  });

  it('writes a percentage as its reader does, and a metric without a unit bare', () =>
    expect([measured('packet_loss', 2.5, 'fr'), measured('packet_loss', 2.5, 'en'), measured('fans', 3, 'en')]).toEqual(['2,5 %', '2.5%', '3']));
});
