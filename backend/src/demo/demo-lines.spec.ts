import { demoWord } from './demo-lines.js';

const at = new Date('2026-11-22T14:05:00Z');
const valuesOf = (serial: string, ailing: boolean): Record<string, number> => Object.fromEntries(demoWord({ deviceId: 'd', serial, isOptical: true, ailing }, at).map(({ metric, value }) => [metric, value]));

describe('the lines of the demo', () => {
  it.each(['HWTC12345678', 'ZTEG0000AAAA', 'TPLG11223344', ''])('%s is well, or weak while somebody is on the way, and never an alarm', (serial) => {
    const [well, weak] = [valuesOf(serial, false), valuesOf(serial, true)];
    expect(well['optical_power']).toBeGreaterThan(-25);
    expect(well['packet_loss']).toBe(0);
    expect(weak['optical_power']).toBeLessThan(-25);
    expect(weak['optical_power']).toBeGreaterThan(-27);
    expect(weak['packet_loss']).toBeLessThan(3);
    expect(demoWord({ deviceId: 'd', serial, isOptical: false, ailing: true }, at).map(({ metric }) => metric)).toEqual(['latency', 'packet_loss', 'temperature']);
    expect(Object.keys(well).sort()).toEqual(['latency', 'olt_power', 'optical_power', 'packet_loss', 'temperature']);
  });

  it('says the same of the same moment, and something else of another', () => {
    const line = { deviceId: 'd', serial: 'HWTC1', isOptical: true, ailing: false };
    expect(demoWord(line, at)).toEqual(demoWord(line, at));
    expect(demoWord(line, new Date(at.getTime() + 60_000))[0]!.value).not.toBe(demoWord(line, at)[0]!.value);
  });
});
