interface Place {
  readonly line1: string;
  readonly city: string;
  readonly province: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** Opens the phone's own map at the place: by position when it is known, else by address. */
export function mapLink({ line1, city, province, lat, lon }: Place): string {
  const address = encodeURIComponent(`${line1}, ${city}, ${province}`);
  return lat !== null && lon !== null ? `geo:${lat},${lon}?q=${lat},${lon}(${address})` : `geo:0,0?q=${address}`;
}

/** Calls the number. */
export const phoneLink = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`;
