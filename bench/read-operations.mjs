// What is measured: a document of the product, and the SQL somebody would write by hand for exactly its answer.

const money = (amount, currency) => `json_build_object('amount', ${amount}, 'currency', ${currency})`;
const ofCustomers = ({ customers }, ours) => {
  const cookies = new Map(ours.customers.map(({ customerId, cookie }) => [customerId, cookie]));
  return customers.filter((id) => cookies.has(id)).map((id) => ({ values: [id], variables: {}, cookie: cookies.get(id) }));
};

export const OPERATIONS = [
  {
    name: 'dashboard',
    goals: { trusted: '0.90', text: '0.75' },
    document: `query Dashboard { myAccount { name number balance { amount currency } unpaidCount openTicketCount invoices(first: 5) { id number issuedOn dueOn total { amount currency } balance { amount currency } } } }`,
    sql: `select json_build_object('myAccount', (select json_build_object('name', c.name, 'number', c.number,
        'balance', (select ${money(`coalesce(sum(i.balance), 0)`, `c.currency`)} from invoice i where i.customer_id = c.id and i.state in ('ISSUED', 'PARTLY_PAID')),
        'unpaidCount', (select count(*) from invoice i where i.customer_id = c.id and i.state in ('ISSUED', 'PARTLY_PAID') and i.balance > 0),
        'openTicketCount', (select count(*) from ticket t where t.customer_id = c.id and t.status not in ('RESOLVED', 'CLOSED')),
        'invoices', (select coalesce(json_agg(j), '[]') from (select json_build_object('id', i.id, 'number', i.number, 'issuedOn', i.issued_on, 'dueOn', i.due_on, 'total', ${money('i.total', 'i.currency')}, 'balance', ${money('i.balance', 'i.currency')}) j
          from invoice i where i.customer_id = c.id order by i.issued_on desc, i.id desc limit 5) q))
      from customer c where c.id = $1::uuid))::text`,
    samples: ofCustomers,
  },
  {
    name: 'invoices',
    goals: { trusted: '0.90', text: '0.75' },
    document: `query Invoices { invoices(first: 20) { nodes { id number issuedOn dueOn total { amount currency } balance { amount currency } lines { description amount { amount currency } } } endCursor hasNextPage } }`,
    sql: `select json_build_object('invoices', (select json_build_object('nodes', coalesce(json_agg(q.j order by q.n) filter (where q.n <= 20), '[]'), 'endCursor', (array_agg(q.k order by q.n desc) filter (where q.n <= 20))[1], 'hasNextPage', count(*) > 20)
      from (select json_build_object('id', i.id, 'number', i.number, 'issuedOn', i.issued_on, 'dueOn', i.due_on, 'total', ${money('i.total', 'i.currency')}, 'balance', ${money('i.balance', 'i.currency')},
          'lines', (select coalesce(json_agg(json_build_object('description', l.description, 'amount', ${money('l.amount', 'l.currency')}) order by l.position), '[]') from invoice_line l where l.invoice_id = i.id)) j,
        json_build_array(i.issued_on::text, i.id)::text k, row_number() over (order by i.issued_on desc, i.id desc) n
        from invoice i where i.customer_id = $1::uuid order by i.issued_on desc, i.id desc limit 21) q))::text`,
    samples: ofCustomers,
    sameAnswer: false,
  },
  {
    name: 'search',
    goals: { trusted: '10', text: '' },
    document: `query Search($text: String!) { search(text: $text, first: 20) { kind id title subtitle } }`,
    sql: `select json_build_object('search', (select coalesce(json_agg(json_build_object('kind', 'CUSTOMER', 'id', c.id, 'title', c.name, 'subtitle', c.number)), '[]')
      from (select id, name, number from customer where $1::text <% name order by word_similarity($1::text, name) desc limit 20) c))::text`,
    samples: ({ names }, ours) => names.map((text) => ({ values: [text], variables: { text }, cookie: ours.staff })),
    sameAnswer: false,
  },
  {
    name: 'board',
    goals: { trusted: '10', text: '' },
    document: `query Board($day: DateOnly!) { dispatchDay(day: $day) { technicians { id name colour shiftStart shiftEnd } jobs { id number title kind status priority startsAt endsAt durationMinutes version technician { id } customer { id name } location { id city lat lon } } } }`,
    sql: `select json_build_object('dispatchDay', json_build_object(
      'technicians', (select json_agg(json_build_object('id', t.id, 'name', t.name, 'colour', t.colour, 'shiftStart', t.shift_start, 'shiftEnd', t.shift_end) order by t.name) from technician t where t.active),
      'jobs', (select coalesce(json_agg(json_build_object('id', j.id, 'number', j.number, 'title', j.title, 'kind', j.kind, 'status', j.status, 'priority', j.priority, 'startsAt', j.starts_at, 'endsAt', j.ends_at, 'durationMinutes', j.duration_minutes, 'version', j.version,
          'technician', json_build_object('id', j.technician_id), 'customer', json_build_object('id', c.id, 'name', c.name), 'location', json_build_object('id', l.id, 'city', l.city, 'lat', l.lat, 'lon', l.lon)) order by j.starts_at), '[]')
        from job j join customer c on c.id = j.customer_id left join service_location l on l.id = j.location_id where j.day = $1::date)))::text`,
    samples: ({ day }, ours) => [{ values: [day], variables: { day }, cookie: ours.staff }],
    sameAnswer: false,
  },
];
