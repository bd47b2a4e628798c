import { registerEnumType } from '@nestjs/graphql';

/** How a line is, in one word. */
export enum LineVerdict {
  GOOD = 'GOOD',
  WEAK = 'WEAK',
  BAD = 'BAD',
  DOWN = 'DOWN',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(LineVerdict, { name: 'LineVerdict', description: 'How a line is: GOOD, WEAK (works, without reserve), BAD, DOWN (silent for a quarter of an hour), UNKNOWN (not heard for a day).' });

/** A reason for a verdict. */
export enum LineFinding {
  ALL_WELL = 'ALL_WELL',
  LIGHT_TOO_STRONG = 'LIGHT_TOO_STRONG',
  LIGHT_TOO_WEAK = 'LIGHT_TOO_WEAK',
  LIGHT_WEAK = 'LIGHT_WEAK',
  RETURN_TOO_STRONG = 'RETURN_TOO_STRONG',
  RETURN_TOO_WEAK = 'RETURN_TOO_WEAK',
  RETURN_WEAK = 'RETURN_WEAK',
  LOSS_HIGH = 'LOSS_HIGH',
  LOSS_SOME = 'LOSS_SOME',
  SLOW = 'SLOW',
  HOT = 'HOT',
  SILENT = 'SILENT',
  NEVER_HEARD = 'NEVER_HEARD',
}
registerEnumType(LineFinding, { name: 'LineFinding', description: 'A reason for a verdict: light at the terminal, light on its way back, losses, delay, heat, silence.' });

/** What a reading is taken for. */
export enum LineMoment {
  BEFORE = 'BEFORE',
  AFTER = 'AFTER',
  CHECK = 'CHECK',
}
registerEnumType(LineMoment, { name: 'LineMoment', description: 'BEFORE and AFTER are the evidence of a visit; CHECK is any other look.' });
