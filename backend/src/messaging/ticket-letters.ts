import type { Writers } from './letters.js';

/** What the management is told of a ticket whose promise has been broken for long. */
export interface TicketLetterData {
  readonly 'ticket-late': { readonly name: string; readonly number: string; readonly subject: string; readonly client: string; readonly assignee: string; readonly url: string };
}

/** What we write to our own people about tickets, in each language. */
export const ticketLetters: Pick<Writers, 'ticket-late'> = {
  'ticket-late': {
    fr: ({ name, number, subject, client, assignee, url }, brand) => ({
      subject: `${number} est très en retard : ${subject}`,
      mail: { heading: `Bonjour ${name},`, paragraphs: [`Le billet ${number} de ${client} aurait dû avoir sa réponse depuis longtemps : « ${subject} ».`, assignee ? `Responsable : ${assignee}.` : 'Personne ne s’en occupe.'], button: { label: 'Ouvrir le billet', url } },
      sms: `${brand.name} : ${number} est très en retard. ${url}`,
    }),
    en: ({ name, number, subject, client, assignee, url }, brand) => ({
      subject: `${number} is very late: ${subject}`,
      mail: { heading: `Hello ${name},`, paragraphs: [`Ticket ${number} of ${client} should have had its answer long ago: “${subject}”.`, assignee ? `Assigned to: ${assignee}.` : 'Nobody sees to it.'], button: { label: 'Open the ticket', url } },
      sms: `${brand.name}: ${number} is very late. ${url}`,
    }),
  },
};
