/** A list of numbers that grows, held without gaps so that going through it is quick. */
export class GrowList {
  items = new Uint32Array(4);
  length = 0;

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }
}
