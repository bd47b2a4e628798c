import type { Point } from '@demarc/geo';

/** A place of the territory, and how large a share of the customers lives there. */
export interface Place extends Point {
  readonly name: string;
  readonly weight: number;
  /** The first three characters of its postal codes. */
  readonly sorting: string;
}

/** Where the provider serves: the Laurentides around Saint-Jérôme. Coordinates: GeoNames, CC BY 4.0. */
export const TERRITORY: readonly Place[] = [
  { name: 'Saint-Jérôme', lat: 45.78036, lon: -74.00365, weight: 9, sorting: 'J7Z' },
  { name: 'Prévost', lat: 45.86678, lon: -74.08251, weight: 5, sorting: 'J0R' },
  { name: 'Saint-Hippolyte', lat: 45.93338, lon: -74.0159, weight: 4, sorting: 'J8A' },
  { name: 'Sainte-Sophie', lat: 45.81678, lon: -73.89919, weight: 4, sorting: 'J5J' },
  { name: 'Saint-Colomban', lat: 45.73338, lon: -74.13251, weight: 4, sorting: 'J5K' },
  { name: 'Mirabel', lat: 45.65008, lon: -74.08251, weight: 4, sorting: 'J7J' },
  { name: 'Saint-Sauveur', lat: 45.88686, lon: -74.17943, weight: 4, sorting: 'J0R' },
  { name: 'Piedmont', lat: 45.90008, lon: -74.13251, weight: 2, sorting: 'J0R' },
  { name: 'Sainte-Adèle', lat: 45.95008, lon: -74.13251, weight: 4, sorting: 'J8B' },
  { name: 'Morin-Heights', lat: 45.90009, lon: -74.24922, weight: 2, sorting: 'J0R' },
  { name: 'Val-Morin', lat: 46.00008, lon: -74.18251, weight: 2, sorting: 'J0T' },
  { name: 'Val-David', lat: 46.03338, lon: -74.21592, weight: 2, sorting: 'J0T' },
  { name: 'Sainte-Anne-des-Plaines', lat: 45.76468, lon: -73.81156, weight: 3, sorting: 'J5N' },
  { name: 'Saint-Lin-Laurentides', lat: 45.85008, lon: -73.76588, weight: 2, sorting: 'J5M' },
];

export const STREETS = ['rue Principale', 'chemin du Lac-Écho', 'rue des Érables', 'montée Sainte-Thérèse', 'rue de l’Église', 'chemin des Quatorze-Îles', 'rang Saint-Simon', 'rue Saint-Georges', 'boulevard des Laurentides', 'rue des Hirondelles', 'chemin de la Rivière-du-Nord', 'rue du Boisé', 'côte Saint-Nicholas', 'rue Labelle', 'chemin Jackson', 'rue des Pins-Gris', 'place Citation', 'rue Desjardins', 'montée Gagnon', 'rue du Clos-Fleuri'] as const;

export const GIVEN_NAMES = ['Nathalie', 'Marc-André', 'Isabelle', 'Jean-François', 'Chloé', 'Mathieu', 'Sylvie', 'Benoît', 'Geneviève', 'Éric', 'Marie-Ève', 'Simon', 'Josée', 'Alexandre', 'Catherine', 'Yves', 'Valérie', 'Olivier', 'Hélène', 'Francis', 'Noémie', 'Rémi', 'Louise', 'Samuel', 'Audrey', 'Claude', 'Amélie', 'Gilles', 'Karine', 'Étienne', 'Manon', 'Félix', 'Annie', 'Réjean', 'Camille', 'Sébastien', 'Lucie', 'Émile', 'Stéphanie', 'Normand', 'Aïcha', 'Mohamed', 'Nguyen', 'Fatou'] as const;

export const FAMILY_NAMES = ['Tremblay', 'Gagnon', 'Roy', 'Côté', 'Bouchard', 'Gauthier', 'Morin', 'Lavoie', 'Fortin', 'Gagné', 'Ouellet', 'Pelletier', 'Bélanger', 'Lévesque', 'Bergeron', 'Leblanc', 'Paquette', 'Girard', 'Simard', 'Boucher', 'Caron', 'Beaulieu', 'Cloutier', 'Dubé', 'Poirier', 'Fournier', 'Lapointe', 'Leclerc', 'Lefebvre', 'Poulin', 'Thibault', 'St-Pierre', 'Nadeau', 'Martin', 'Landry', 'Hébert', 'Desjardins', 'O’Brien', 'D’Amours', 'Lafrenière', 'Charbonneau', 'Lacasse', 'Benali', 'Diallo'] as const;

export const COMPANIES = ['Boulangerie % et filles', 'Garage % inc.', 'Clinique vétérinaire %', 'Excavation % ltée', 'Quincaillerie %', 'Auberge du Lac %', 'Cabinet comptable % et associés', 'Ferme % S.E.N.C.', 'Construction % inc.', 'Dentisterie %', 'Pépinière %', 'Microbrasserie %', 'Pharmacie %', 'Centre de ski %', 'Notaires %', 'Garderie Les petits %'] as const;

/** The mail address of a name: without accents and blanks. */
export const asciiOf = (text: string): string => text.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
