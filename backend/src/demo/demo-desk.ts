import { Article, SavedReply } from '../tickets/desk.entity.js';
import { ServiceHours, ServiceLevel } from '../tickets/service-level.entity.js';
import { Priority } from '../tickets/ticket.entity.js';

/** What the office answers often. */
export const demoReplies = (): SavedReply[] =>
  [
    { name: 'Redémarrage du modem', bodyFr: 'Bonjour {client},\n\nDébranchez le modem dix secondes, rebranchez-le et attendez que le voyant soit vert. Est-ce que cela change quelque chose?\n\n{agent}, {provider}', bodyEn: 'Hello {client},\n\nUnplug the modem for ten seconds, plug it in again and wait for the green light. Does this change anything?\n\n{agent}, {provider}' },
    { name: 'Un technicien passe', bodyFr: 'Bonjour {client},\n\nUn technicien doit vérifier sur place. Quels jours de cette semaine vous conviennent?\n\n{agent}, {provider}', bodyEn: 'Hello {client},\n\nA technician needs to check on site. Which days of this week suit you?\n\n{agent}, {provider}' },
    { name: 'Réglé?', bodyFr: 'Bonjour {client},\n\nEst-ce que tout fonctionne maintenant? Sans nouvelles de vous, nous fermerons le billet {number} dans trois jours.\n\n{agent}', bodyEn: 'Hello {client},\n\nIs everything working now? If we do not hear from you, we will close ticket {number} in three days.\n\n{agent}' },
  ].map((reply) => Object.assign(new SavedReply(), reply));

/** What customers are offered before they ask. */
export const demoArticles = (): Article[] =>
  [
    { titleFr: 'Internet est lent', titleEn: 'Internet is slow', bodyFr: 'Branchez un ordinateur au modem par un câble et refaites le test.\n\nSi le débit est bon par câble, le Wi-Fi est en cause : rapprochez-vous, ou ajoutez une borne.\n\nS’il reste lent, redémarrez le modem : débranchez-le dix secondes.', bodyEn: 'Connect a computer to the modem with a cable and test again.\n\nIf it is fast by cable, the Wi-Fi is to blame: move closer, or add an access point.\n\nIf it stays slow, restart the modem: unplug it for ten seconds.', published: true, shown: 48, helped: 21 },
    { titleFr: 'Plus de service : que regarder d’abord', titleEn: 'No service: what to look at first', bodyFr: 'Un voyant LOS rouge veut dire que la lumière n’arrive plus par la fibre : ne débranchez pas le câble mince, écrivez-nous.\n\nAucun voyant : vérifiez la prise et le bloc d’alimentation.', bodyEn: 'A red LOS light means that no light arrives through the fibre: do not unplug the thin cable, write to us.\n\nNo light at all: check the outlet and the power supply.', published: true, shown: 35, helped: 9 },
    { titleFr: 'Retrouver le mot de passe du Wi-Fi', titleEn: 'Find the Wi-Fi password', bodyFr: 'Il est sur l’étiquette sous le modem. Si vous l’avez changé et oublié, tenez le bouton Reset dix secondes : celui de l’étiquette revient.', bodyEn: 'It is on the label under the modem. If you changed and forgot it, hold the Reset button for ten seconds: the one on the label comes back.', published: true, shown: 62, helped: 54 },
    { titleFr: 'Lire ma facture', titleEn: 'Read my invoice', bodyFr: 'Chaque ligne dit ce qu’elle couvre et sa période. Un montant partiel apparaît quand un service commence ou change pendant le mois.', bodyEn: 'Each line says what it covers and its period. A partial amount appears when a service starts or changes during the month.', published: true, shown: 27, helped: 16 },
    { titleFr: 'Déménager avec votre service', titleEn: 'Move with your service', bodyFr: 'Prévenez-nous deux semaines avant, et gardez votre modem avec vous.', bodyEn: 'Tell us two weeks ahead, and keep your modem with you.', published: false, shown: 0, helped: 0 },
  ].map((article) => Object.assign(new Article(), article));

/** What the office promises, and when it is open. */
export const demoPromises = (): [ServiceHours[], ServiceLevel[]] => [
  [Object.assign(new ServiceHours(), { week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 480, to: 1_200 })).concat([{ weekday: 6, from: 540, to: 1_020 }]), holidays: ['2026-12-25', '2027-01-01'] })],
  [
    { name: 'Tous les billets', priority: null, replyMinutes: 240, settleMinutes: 2_880, onlyOpenHours: true },
    { name: 'Urgent', priority: Priority.URGENT, replyMinutes: 30, settleMinutes: 480, onlyOpenHours: false },
  ].map((level) => Object.assign(new ServiceLevel(), level)),
];
