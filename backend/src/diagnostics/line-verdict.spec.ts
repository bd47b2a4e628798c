import { LineFinding, LineVerdict } from './line-reading.enum.js';
import { lineVerdict, SILENT_AFTER_MS, type LineMeasures } from './line-verdict.js';

const well: LineMeasures = { opticalPower: -19, oltPower: -21, latency: 8, packetLoss: 0, temperature: 45 };

describe('the verdict on a line', () => {
  it.each<readonly [string, Partial<LineMeasures>, LineVerdict, readonly LineFinding[]]>([
    ['all is well', {}, LineVerdict.GOOD, [LineFinding.ALL_WELL]],
    ['the edge of what a terminal hears', { opticalPower: -27 }, LineVerdict.WEAK, [LineFinding.LIGHT_WEAK]],
    ['beyond that edge', { opticalPower: -27.1 }, LineVerdict.BAD, [LineFinding.LIGHT_TOO_WEAK]],
    ['still with reserve', { opticalPower: -25 }, LineVerdict.GOOD, [LineFinding.ALL_WELL]],
    ['dazzled', { opticalPower: -7 }, LineVerdict.BAD, [LineFinding.LIGHT_TOO_STRONG]],
    ['heard at −8 dBm', { opticalPower: -8 }, LineVerdict.GOOD, [LineFinding.ALL_WELL]],
    ['weak on its way back', { oltPower: -27 }, LineVerdict.WEAK, [LineFinding.RETURN_WEAK]],
    ['lost on its way back', { oltPower: -29 }, LineVerdict.BAD, [LineFinding.RETURN_TOO_WEAK]],
    ['too strong on its way back', { oltPower: -5 }, LineVerdict.BAD, [LineFinding.RETURN_TOO_STRONG]],
    ['some packets lost', { packetLoss: 0.5 }, LineVerdict.WEAK, [LineFinding.LOSS_SOME]],
    ['slow and hot', { latency: 61, temperature: 71 }, LineVerdict.WEAK, [LineFinding.SLOW, LineFinding.HOT]],
    ['the worst first', { opticalPower: -26, packetLoss: 12 }, LineVerdict.BAD, [LineFinding.LOSS_HIGH, LineFinding.LIGHT_WEAK]],
  ])('%s', (_, more, verdict, findings) => {
    expect(lineVerdict({ ...well, ...more }, 0)).toEqual({ verdict, findings });
  });

  it('does not judge what a line does not say', () => {
    expect(lineVerdict({ opticalPower: null, oltPower: null, latency: 8, packetLoss: null, temperature: null }, 0).verdict).toBe(LineVerdict.GOOD);
  });

  it('is that the line is down when it has been silent, however good it was', () => {
    expect(lineVerdict(well, SILENT_AFTER_MS)).toEqual({ verdict: LineVerdict.GOOD, findings: [LineFinding.ALL_WELL] });
    expect(lineVerdict(well, SILENT_AFTER_MS + 1)).toEqual({ verdict: LineVerdict.DOWN, findings: [LineFinding.SILENT] });
    expect(lineVerdict(well, null)).toEqual({ verdict: LineVerdict.UNKNOWN, findings: [LineFinding.NEVER_HEARD] });
  });
});
