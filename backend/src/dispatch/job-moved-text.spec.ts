import { movedText } from './job-moved-text.js';

const at = new Date('2026-11-23T14:12:00Z');
const startsAt = new Date('2026-11-23T15:30:00Z');

describe('what is told to whoever came too late', () => {
  it('names who, with whom and when, on the tenant’s clock', () => {
    const told = movedText({ what: 'moved', by: 'Nathalie Roy', at, technician: 'Marc Côté', startsAt }, 'America/Toronto');
    expect(told.en).toMatch(/^Nathalie Roy put this visit with Marc Côté, Mon.*10:30.* \(at 9:12.*\)\.$/);
    expect(told.fr).toMatch(/^Nathalie Roy a placé cette visite chez Marc Côté, lun\..*10 h 30 \(à 9 h 12\)\.$/);
  });

  it('says so when the visit has left the board', () => {
    expect(movedText({ what: 'unassigned', by: 'Nathalie Roy', at, technician: null, startsAt: null }, 'America/Toronto').en).toContain('put this visit back in the waiting list');
  });

  it('does not fall silent for a change it has no word for', () => {
    expect(movedText({ what: 'photographed', by: '', at, technician: null, startsAt: null }, 'America/Toronto').en).toMatch(/^The system edited this visit/);
  });
});
