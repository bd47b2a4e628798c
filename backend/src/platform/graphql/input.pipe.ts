import { BadRequestException, ValidationPipe, type ValidationError } from '@nestjs/common';

/** Checks inputs by their class-validator rules; complaints name the field and the broken rule. */
export const inputPipe = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidUnknownValues: false,
  exceptionFactory: (errors) => new BadRequestException({ fields: Object.fromEntries(flat(errors)) }),
});

function flat(errors: readonly ValidationError[], path = ''): [string, string][] {
  return errors.flatMap((error) => {
    const name = path ? `${path}.${error.property}` : error.property;
    const own = Object.keys(error.constraints ?? {})[0];
    return [...(own ? [[name, own] as [string, string]] : []), ...flat(error.children ?? [], name)];
  });
}
