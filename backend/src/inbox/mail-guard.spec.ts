import { AsideReason } from './inbound-message.entity.js';
import { reportOf, whyAside, type MailHeaders } from './mail-guard.js';

const why = (headers: MailHeaders, sender = 'julie@exemple.example') => whyAside({ 'content-type': 'text/plain', ...headers }, sender, 'X-Demarc-Message', (address) => address === 'reply@in.example');

describe('a mail that no person wrote', () => {
  it.each<[MailHeaders, string | undefined, AsideReason | null]>([
    [{}, undefined, null],
    [{ 'auto-submitted': 'no' }, undefined, null],
    [{ 'auto-submitted': 'auto-replied' }, undefined, AsideReason.AUTO_REPLY],
    [{ 'auto-submitted': 'auto-generated (vacances)' }, undefined, AsideReason.AUTO_REPLY],
    [{ 'x-autoreply': 'yes' }, undefined, AsideReason.AUTO_REPLY],
    [{ precedence: 'bulk' }, undefined, AsideReason.AUTO_REPLY],
    [{ 'list-id': '<nouvelles.example>' }, undefined, AsideReason.AUTO_REPLY],
    [{ 'return-path': '<>' }, undefined, AsideReason.AUTO_REPLY],
    [{}, 'MAILER-DAEMON@mx.example', AsideReason.AUTO_REPLY],
    [{}, 'noreply@banque.example', AsideReason.AUTO_REPLY],
    [{}, 'noreplyman@exemple.example', null],
    [{}, '', AsideReason.AUTO_REPLY],
    [{ 'x-demarc-message': '0190' }, undefined, AsideReason.LOOP],
    [{}, 'reply@in.example', AsideReason.LOOP],
    [{ 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }, 'mailer-daemon@mx.example', AsideReason.BOUNCE],
  ])('%j from %s: %s', (headers, sender, expected) => expect(why(headers, sender)).toBe(expected));
});

describe('a delivery report', () => {
  it('says what became of a mail', () => {
    expect(reportOf('Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n')).toEqual({ action: 'failed', status: '5.1.1' });
    expect(reportOf('Rien')).toBeNull();
  });
});
