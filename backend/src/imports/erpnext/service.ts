import { isPlace } from '@demarc/geo';
import { SubscriptionStatus } from '../../catalog/catalog.entity.js';
import { DeviceKind, DeviceStatus } from '../../equipment/device.entity.js';
import { cents, day, number, text } from './document.js';
import { frequencyOf } from './item.js';
import { note, refuse, type Mapping } from './mapping.js';

const KINDS: Readonly<Record<string, DeviceKind>> = { ONT: DeviceKind.ONT, Modem: DeviceKind.MODEM, Router: DeviceKind.ROUTER, Routeur: DeviceKind.ROUTER, ATA: DeviceKind.PHONE_ADAPTER, Decoder: DeviceKind.TV_BOX };

/** A Service Location becomes one; 0,0 is how the other system writes that it does not know where. */
export const location: Mapping = {
  doctype: 'Service Location',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (!owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    const [lat, lon] = [number(doc, 'latitude'), number(doc, 'longitude')];
    const known = isPlace(lat, lon);
    const values = {
      id: context.take('Service Location', name, owner.id), customer_id: owner.id, name: text(doc, 'location_name') || 'Principal', line1: text(doc, 'address_line1'), city: text(doc, 'city'), province: text(doc, 'state') || 'QC',
      postal_code: text(doc, 'pincode'), lat: known ? lat : null, lon: known ? lon : null, access_notes: text(doc, 'access_notes'), source_id: name,
    };
    return { rows: [{ table: 'service_location', values }], remarks: known ? [] : [note('zero-coordinates', 'The place has no position; it was taken without one.')] };
  },
};

/** Service Equipment becomes a device. A serial is one device's alone: every one after the first is set aside. */
export const equipment: Mapping = {
  doctype: 'Service Equipment',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const serial = text(doc, 'serial_no');
    const key = serial.toUpperCase().replace(/[\s-]/g, '');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (!key) return refuse('no-serial', 'The device has no serial number.');
    if (text(doc, 'customer') && !owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    if (!context.claimSerial(key, name)) return refuse('duplicate-serial', `Another device already has the serial number ${serial}.`);
    const mac = text(doc, 'mac_address').toUpperCase().replace(/[^0-9A-F]/g, '');
    const values = {
      id: context.take('Service Equipment', name), serial, serial_key: key, mac: mac.length === 12 ? mac.match(/../g)!.join(':') : null, kind: KINDS[text(doc, 'equipment_type')] ?? DeviceKind.OTHER, brand: text(doc, 'brand'), model: text(doc, 'model'),
      status: !owner ? DeviceStatus.IN_STOCK : text(doc, 'status') === 'Active' ? DeviceStatus.INSTALLED : DeviceStatus.RETURNED, customer_id: owner?.id ?? null, location_id: context.find('Service Location', text(doc, 'service_location'))?.id ?? null, source_id: name,
    };
    return { rows: [{ table: 'device', values }], remarks: [] };
  },
};

const STATES: Readonly<Record<string, SubscriptionStatus>> = { Active: SubscriptionStatus.ACTIVE, Paused: SubscriptionStatus.PAUSED, Suspended: SubscriptionStatus.PAUSED, Cancelled: SubscriptionStatus.CANCELLED };

/** A Service Subscription: an item a customer has at a location, at the price agreed. */
export const subscription: Mapping = {
  doctype: 'Service Subscription',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (!owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    const sold = context.find('Item', text(doc, 'item_code'));
    if (!sold) return refuse('unknown-item', `There is no item ${text(doc, 'item_code')}.`);
    const startsOn = day(doc, 'start_date');
    if (!startsOn) return refuse('zero-date', 'The subscription has no start date.');
    const values = {
      id: context.take('Service Subscription', name), customer_id: owner.id, location_id: context.find('Service Location', text(doc, 'service_location'))?.id ?? null, item_id: sold.id, price: cents(doc, 'actual_price'), currency: 'CAD',
      frequency: frequencyOf(text(doc, 'billing_frequency')), status: STATES[text(doc, 'status')] ?? SubscriptionStatus.ACTIVE, starts_on: startsOn, ends_on: day(doc, 'end_date'), source_id: name,
    };
    return { rows: [{ table: 'subscription', values }], remarks: [] };
  },
};
