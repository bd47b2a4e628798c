import { DeviceKind } from './device.entity.js';
import type { Locale } from '../platform/caller.js';

/** What a kind of device is, and how to start it again. */
interface KindHelp {
  readonly name: string;
  readonly what: string;
  readonly steps: readonly string[];
}

interface HelpWords {
  readonly first: string;
  readonly firstText: string;
  readonly status: string;
  readonly restart: string;
  readonly never: string;
  readonly still: string;
  readonly stillText: string;
  readonly write: string;
  readonly call: string;
  readonly unknown: string;
  readonly unknownText: string;
  readonly kinds: Readonly<Record<DeviceKind, KindHelp>>;
}

const plugFr = ['Débranchez la prise électrique de l’appareil. Ne touchez pas au câble de fibre.', 'Attendez 30 secondes.', 'Rebranchez-le et attendez 3 minutes, le temps que ses voyants se stabilisent.'];
const plugEn = ['Unplug the device from its power outlet. Leave the fibre cable alone.', 'Wait 30 seconds.', 'Plug it in again and wait 3 minutes, until its lights are steady.'];

/** The texts of the page behind a device's code, by language and kind. */
export const HELP_WORDS: Readonly<Record<Locale, HelpWords>> = {
  fr: {
    first: 'Avant tout : une panne est-elle en cours ?', firstText: 'La page d’état dit ce qui se passe dans votre secteur. Elle s’ouvre aussi par le réseau cellulaire.', status: 'État du réseau',
    restart: 'Redémarrer l’appareil', never: 'N’appuyez pas sur le petit bouton « Reset » : il efface les réglages, y compris le nom et le mot de passe du Wi-Fi.',
    still: 'Ça ne marche toujours pas ?', stillText: 'Écrivez-nous : connectez-vous avec votre courriel ou votre cellulaire, et nous verrons l’état de votre ligne avec vous.', write: 'Demander de l’aide', call: 'Nous appeler',
    unknown: 'Ce code ne nous dit rien', unknownText: 'Le code est peut-être abîmé, ou l’appareil n’est plus le nôtre. Pour redémarrer un modem : débranchez-le, attendez 30 secondes, rebranchez-le.',
    kinds: {
      [DeviceKind.ONT]: { name: 'Terminal de fibre', what: 'Il change la lumière de la fibre en Internet. Un voyant rouge marqué LOS ou PON éteint veut dire que la lumière n’arrive plus.', steps: [...plugFr, 'Si vous avez aussi un routeur, redémarrez-le ensuite de la même façon.'] },
      [DeviceKind.MODEM]: { name: 'Modem', what: 'Il relie votre logement à notre réseau et porte votre Wi-Fi.', steps: plugFr },
      [DeviceKind.ROUTER]: { name: 'Routeur Wi-Fi', what: 'Il partage Internet entre vos appareils, par câble et par Wi-Fi.', steps: ['Redémarrez d’abord le terminal de fibre ou le modem, s’il est à part.', ...plugFr] },
      [DeviceKind.WIFI_POINT]: { name: 'Borne Wi-Fi', what: 'Elle porte votre Wi-Fi dans une autre partie du logement. Elle a besoin du routeur principal.', steps: ['Vérifiez d’abord que le Wi-Fi marche près du routeur principal.', ...plugFr] },
      [DeviceKind.PHONE_ADAPTER]: { name: 'Adaptateur de téléphonie', what: 'Il relie votre téléphone à Internet. Sans Internet ni électricité, le téléphone ne marche pas ; pour le 9-1-1, prenez un cellulaire.', steps: [...plugFr, 'Décrochez : la tonalité revient quand le voyant du téléphone est fixe.'] },
      [DeviceKind.TV_BOX]: { name: 'Décodeur télé', what: 'Il affiche vos chaînes par votre connexion Internet.', steps: [...plugFr, 'Choisissez sur le téléviseur l’entrée HDMI du décodeur.'] },
      [DeviceKind.OTHER]: { name: 'Appareil de votre fournisseur', what: 'Cet appareil fait partie de votre service.', steps: plugFr },
    },
  },
  en: {
    first: 'First of all: is there an outage?', firstText: 'The status page says what is going on in your area. It opens over the mobile network too.', status: 'Network status',
    restart: 'Restart the device', never: 'Leave the small “Reset” button alone: it erases the settings, the name and password of the Wi-Fi among them.',
    still: 'Does it still not work?', stillText: 'Write to us: sign in with your e-mail address or cell phone, and we look at the state of your line with you.', write: 'Ask for help', call: 'Call us',
    unknown: 'We do not know this code', unknownText: 'The code may be damaged, or the device is no longer ours. To restart a modem: unplug it, wait 30 seconds, plug it in again.',
    kinds: {
      [DeviceKind.ONT]: { name: 'Fibre terminal', what: 'It turns the light of the fibre into Internet. A red light marked LOS, or PON being dark, means that the light no longer arrives.', steps: [...plugEn, 'If you have a router as well, restart it next, in the same way.'] },
      [DeviceKind.MODEM]: { name: 'Modem', what: 'It connects your home to our network and carries your Wi-Fi.', steps: plugEn },
      [DeviceKind.ROUTER]: { name: 'Wi-Fi router', what: 'It shares the Internet between your devices, by cable and by Wi-Fi.', steps: ['Restart the fibre terminal or the modem first, if it is a device of its own.', ...plugEn] },
      [DeviceKind.WIFI_POINT]: { name: 'Wi-Fi point', what: 'It carries your Wi-Fi to another part of your home. It needs the main router.', steps: ['First check that the Wi-Fi works close to the main router.', ...plugEn] },
      [DeviceKind.PHONE_ADAPTER]: { name: 'Telephone adapter', what: 'It connects your telephone to the Internet. Without Internet or power the telephone does not work; for 9-1-1, use a cell phone.', steps: [...plugEn, 'Lift the receiver: the dial tone is back when the telephone light is steady.'] },
      [DeviceKind.TV_BOX]: { name: 'TV box', what: 'It shows your channels over your Internet connection.', steps: [...plugEn, 'On the television, choose the HDMI input of the box.'] },
      [DeviceKind.OTHER]: { name: 'A device of your provider', what: 'This device is a part of your service.', steps: plugEn },
    },
  },
};
