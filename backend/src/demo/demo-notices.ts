import { addDays, instantOf } from '@demarc/time';
import { NoticeKind, ServiceNotice } from '../notices/notice.entity.js';

/** An outage that goes on, maintenance in the first customer's town tomorrow night, and an outage that is over. */
export function demoNotices(today: string, zone: string, now: Date): ServiceNotice[] {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const notice = (more: Partial<ServiceNotice>) => Object.assign(new ServiceNotice(), { textFr: '', textEn: '', endsAt: null, endedAt: null, changedBy: 'Marc-André Côté', ...more });
  return [
    notice({
      kind: NoticeKind.OUTAGE, titleFr: 'Internet coupé à Val-David', titleEn: 'No Internet in Val-David', places: ['Val-David'], startsAt: ago(55), endsAt: ago(-120), changedAt: ago(20),
      textFr: 'Un arbre a rompu le câble sur la montée Gagnon. L’équipe est sur place et refait l’épissure.', textEn: 'A tree broke the cable on montée Gagnon. The crew is there and is splicing it.',
    }),
    notice({
      kind: NoticeKind.MAINTENANCE, titleFr: 'Travaux de nuit à Saint-Jérôme', titleEn: 'Night work in Saint-Jérôme', places: ['Saint-Jérôme'], startsAt: instantOf(addDays(today, 1), 120, zone), endsAt: instantOf(addDays(today, 1), 240, zone), changedAt: ago(1_500),
      textFr: 'Nous remplaçons un équipement du quartier. Internet s’interrompt une vingtaine de minutes.', textEn: 'We are replacing equipment of the neighbourhood. The Internet is off for some twenty minutes.',
    }),
    notice({ kind: NoticeKind.OUTAGE, titleFr: 'Télé sans image à Mirabel', titleEn: 'No TV picture in Mirabel', places: ['Mirabel', 'J7J'], startsAt: ago(4_400), endsAt: ago(4_200), endedAt: ago(4_230), changedAt: ago(4_230) }),
  ];
}
