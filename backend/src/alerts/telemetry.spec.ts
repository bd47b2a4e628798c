import { MOST_SAMPLES, namesOf, readSamples } from './telemetry.js';

const now = new Date('2026-11-21T12:00:00Z');
const good = { device: 'HWTC0001', metric: 'optical_power', at: '2026-11-21T11:59:00Z', value: -20.5 };

describe('a posted batch', () => {
  it('is read as it was meant', () => {
    expect(readSamples({ samples: [good] }, now)).toEqual({ samples: [{ ...good, at: new Date(good.at) }] });
  });

  it.each([
    [{}, 'samples_required'],
    [null, 'samples_required'],
    [{ samples: [] }, 'samples_required'],
    [{ samples: Array.from({ length: MOST_SAMPLES + 1 }, () => good) }, 'too_many_samples'],
    [{ samples: [{ ...good, device: '' }] }, 'device_required'],
    [{ samples: [{ ...good, metric: 'Optical Power' }] }, 'metric_unknown'],
    [{ samples: [{ ...good, at: 'yesterday' }] }, 'at_not_an_instant'],
    [{ samples: [{ ...good, at: '2026-11-21T13:00:00Z' }] }, 'at_in_the_future'],
    [{ samples: [{ ...good, value: '−20' }] }, 'value_not_a_number'],
    [{ samples: [null] }, 'device_required'],
  ])('%j is refused as %s', (body, error) => expect(readSamples(body, now)).toMatchObject({ error }));

  it('says which sample is wrong', () => {
    expect(readSamples({ samples: [good, good, { ...good, value: null }] }, now)).toEqual({ error: 'value_not_a_number', index: 2 });
  });

  it('names devices by id or serial', () => {
    const id = '018f0000-0000-7000-8000-000000000000';
    expect(namesOf([{ ...good, at: now }, { ...good, at: now, device: id }])).toEqual({ ids: [id], serials: ['HWTC0001'] });
  });
});
