import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** A stretch somebody works on a day. */
@ObjectType()
export class WorkingTime {
  @Field() startsAt: Date;
  @Field() endsAt: Date;
}

/** When somebody works on one day, absences already taken out. */
@ObjectType({ description: 'When somebody works on one day, absences already taken out.' })
export class WorkingDay {
  @Field(() => ID) technicianId: string;
  @Field(() => [WorkingTime]) times: WorkingTime[];
  @Field(() => WorkingTime, { nullable: true, description: 'Lunch begins between these.' }) lunch: WorkingTime | null;
  @Field(() => Int) lunchMinutes: number;
  @Field({ description: 'Away for some of the day, or all of it.' }) away: boolean;
}

/** The address of a calendar, told once. */
@ObjectType({ description: 'The address of a calendar. It is told this once: only its fingerprint is kept.' })
export class CalendarFeed {
  @Field() url: string;
}
