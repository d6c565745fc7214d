/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by differences: what begins is noted on the first counted day on or
 * after its beginning, what ends on the first after its end, and one walk along
 * each row adds them up.  So a stay costs the same whether it lasts a day or
 * ten years.
 *
 * Stays are put in the order of their beginnings, then of their groups, by
 * counting: a child whose stays come in order needs only its last end to be
 * counted once, and a group's row stays near while it is written. */

#include "way-occupancy.h"

/* Children come in no order, so that where one stands is rarely at hand: it is
 * asked for so many stays before it is needed. */
#define AHEAD 16

struct _WayOccupancy
{
  guint             n_days;
  WayOccupancyCell *cells;      /* a row after the other, the whole last */
};

/* For each day of the span, the first counted day on or after it. */
typedef struct
{
  guint32  first;
  guint32  last;
  guint    n_days;
  guint32 *next;                /* by day less first */
} Calendar;

static void
calendar_init (Calendar      *self,
               const guint32 *days,
               guint          n_days)
{
  self->first = days[0];
  self->last = days[n_days - 1];
  self->n_days = n_days;
  self->next = g_new (guint32, self->last - self->first + 1);
  for (guint i = 0, at = 0; i < n_days; i++)
    for (; at <= days[i] - self->first; at++)
      self->next[at] = i;
}

/* n_days where none comes. */
static guint
find_day (const Calendar *self,
          guint32         day)
{
  if (day <= self->first)
    return 0;
  return day > self->last ? self->n_days : self->next[day - self->first];
}

/* The first counted day after a last day. */
static guint
find_day_after (const Calendar *self,
                guint32         day)
{
  return day >= self->last ? self->n_days : find_day (self, day + 1);
}

static gboolean
is_in_total (const WayOccupancyInput *input,
             guint32                  group)
{
  return input->in_total == NULL || input->n_groups == 0 || input->in_total[group];
}

static WayOccupancyCell *
find_row (WayOccupancy *self,
          guint         group)
{
  return self->cells + (gsize) group * self->n_days;
}

static void
add_places (WayOccupancyCell *row,
            guint             begin,
            guint             end,
            guint             n_days,
            gint32            places)
{
  if (begin < end)
    row[begin].places += places;
  if (begin < end && end < n_days)
    row[end].places -= places;
}

static void
add_all_places (WayOccupancy            *self,
                const WayOccupancyInput *input,
                const Calendar          *calendar)
{
  for (gsize i = 0; i < input->n_places; i++)
    {
      const WayOccupancyPlaces *one = &input->places[i];
      guint begin = find_day (calendar, one->from);
      guint end = find_day_after (calendar, one->to);
      gboolean grouped = one->group != WAY_OCCUPANCY_NO_GROUP && input->n_groups > 0;

      if (grouped)
        add_places (find_row (self, one->group), begin, end, self->n_days, one->places);
      if (!grouped || is_in_total (input, one->group))
        add_places (find_row (self, input->n_groups), begin, end, self->n_days, one->places);
    }
}

/* --- Stays --- */

/* A stay by counted days: from begin up to, not including, end. */
typedef struct
{
  guint32 begin;
  guint32 end;
  guint32 group;
  guint32 pupil;
  gint16  sessions;
  guint16 on_roll;
} Span;

/* FALSE where it holds no counted day. */
static gboolean
make_span (const Calendar         *calendar,
           const WayOccupancyStay *stay,
           Span                   *span)
{
  guint32 begin = find_day (calendar, stay->from);
  guint32 end = find_day_after (calendar, stay->to);

  *span = (Span) { begin, end, stay->group, stay->pupil, stay->sessions, stay->on_roll };
  return begin < end;
}

static gsize
make_spans (const WayOccupancyInput *input,
            const Calendar          *calendar,
            Span                    *spans)
{
  gsize n = 0;

  for (gsize i = 0; i < input->n_stays; i++)
    n += make_span (calendar, &input->stays[i], &spans[n]);
  return n;
}

/* By their beginnings, as a store gives them. */
static gboolean
are_ordered (const WayOccupancyInput *input)
{
  for (gsize i = 1; i < input->n_stays; i++)
    if (input->stays[i].from < input->stays[i - 1].from)
      return FALSE;
  return TRUE;
}

/* Puts the spans in the order of one of their members, which lies below n_keys,
 * and leaves equal ones as they stand.  room is taken where there is none. */
static void
sort_spans (Span  **spans,
            Span  **room,
            gsize   n,
            gsize   member,
            guint   n_keys)
{
#define KEY(span) G_STRUCT_MEMBER (guint32, span, member)
  g_autofree gsize *starts = g_new0 (gsize, n_keys + 1);
  Span *from = *spans;
  Span *to = *room != NULL ? *room : g_new (Span, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    starts[KEY (&from[i]) + 1]++;
  for (guint i = 0; i < n_keys; i++)
    starts[i + 1] += starts[i];
  for (gsize i = 0; i < n; i++)
    to[starts[KEY (&from[i])]++] = from[i];
  *spans = to;
  *room = from;
#undef KEY
}

/* How far a child was counted, and in which row; to no day at first. */
typedef struct
{
  guint32 row;
  guint32 end;
} Counted;

/* Adds a span to a row; spans of a row come in the order of their beginnings. */
static void
add_span (WayOccupancyCell *cells,
          guint             n_days,
          const Span       *span,
          guint32           row,
          Counted          *counted)
{
  guint32 begin = span->begin;

  cells[begin].sessions += span->sessions;
  if (span->end < n_days)
    cells[span->end].sessions -= span->sessions;
  if (!span->on_roll)
    return;
  if (counted->row == row)
    begin = MAX (begin, counted->end);
  if (begin >= span->end)
    return;
  counted->row = row;
  counted->end = span->end;
  cells[begin].on_roll++;
  if (span->end < n_days)
    cells[span->end].on_roll--;
}

static void
add_spans (WayOccupancy            *self,
           const WayOccupancyInput *input,
           const Span              *spans,
           gsize                    n,
           gboolean                 whole,
           Counted                 *counted)
{
  for (gsize i = 0; i < n; i++)
    {
      guint row = whole ? input->n_groups : spans[i].group;

      if (i + AHEAD < n)
        __builtin_prefetch (&counted[spans[i + AHEAD].pupil], 1);
      if (!whole || is_in_total (input, spans[i].group))
        add_span (find_row (self, row), self->n_days, &spans[i], row, &counted[spans[i].pupil]);
    }
}

/* All that is wanted of stays in order is the whole: they need no copy. */
static void
add_ordered_stays (WayOccupancy            *self,
                   const WayOccupancyInput *input,
                   const Calendar          *calendar,
                   Counted                 *counted)
{
  Span span;

  for (gsize i = 0; i < input->n_stays; i++)
    {
      if (i + AHEAD < input->n_stays)
        __builtin_prefetch (&counted[input->stays[i + AHEAD].pupil], 1);
      if (make_span (calendar, &input->stays[i], &span))
        add_span (self->cells, self->n_days, &span, 0, &counted[span.pupil]);
    }
}

static void
sort_and_add_stays (WayOccupancy            *self,
                    const WayOccupancyInput *input,
                    const Calendar          *calendar,
                    gboolean                 ordered,
                    Counted                 *counted)
{
  g_autofree Span *spans = g_new (Span, input->n_stays + 1);
  g_autofree Span *room = NULL;
  gsize n = make_spans (input, calendar, spans);

  if (!ordered)
    sort_spans (&spans, &room, n, G_STRUCT_OFFSET (Span, begin), self->n_days);
  add_spans (self, input, spans, n, TRUE, counted);
  if (input->n_groups == 0)
    return;
  sort_spans (&spans, &room, n, G_STRUCT_OFFSET (Span, group), input->n_groups);
  add_spans (self, input, spans, n, FALSE, counted);
}

static void
add_stays (WayOccupancy            *self,
           const WayOccupancyInput *input,
           const Calendar          *calendar)
{
  g_autofree Counted *counted = g_new0 (Counted, MAX (input->n_pupils, 1));
  gboolean ordered = are_ordered (input);

  if (ordered && input->n_groups == 0)
    add_ordered_stays (self, input, calendar, counted);
  else
    sort_and_add_stays (self, input, calendar, ordered, counted);
}

/* --- The counts --- */

/* Differences to counts.  Places below zero (more out of service than there
 * are) show as none, but are still owed. */
static void
add_up (WayOccupancyCell *row,
        guint             n_days)
{
  WayOccupancyCell sum = { 0 };

  for (guint i = 0; i < n_days; i++)
    {
      sum.places += row[i].places;
      sum.on_roll += row[i].on_roll;
      sum.sessions += row[i].sessions;
      row[i] = sum;
      row[i].places = MAX (sum.places, 0);
    }
}

WayOccupancy *
way_occupancy_new (const WayOccupancyInput *input,
                   const guint32           *days,
                   guint                    n_days)
{
  WayOccupancy *self = g_new0 (WayOccupancy, 1);
  Calendar calendar;

  self->n_days = n_days;
  self->cells = g_new0 (WayOccupancyCell, (gsize) (input->n_groups + 1) * n_days);
  if (n_days == 0)
    return self;
  calendar_init (&calendar, days, n_days);
  add_all_places (self, input, &calendar);
  add_stays (self, input, &calendar);
  for (guint i = 0; i <= input->n_groups; i++)
    add_up (find_row (self, i), n_days);
  g_free (calendar.next);
  return self;
}

void
way_occupancy_free (WayOccupancy *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self);
}

const WayOccupancyCell *
way_occupancy_row (const WayOccupancy *self,
                   guint               group)
{
  return self->cells + (gsize) group * self->n_days;
}

gint32
way_occupancy_empty (const WayOccupancyCell *cell)
{
  return MAX (cell->places - cell->on_roll, 0);
}

int
way_occupancy_permille (const WayOccupancyCell *cell)
{
  if (cell->places <= 0)
    return -1;
  return (int) (((gint64) cell->on_roll * 2000 + cell->places) / (2 * (gint64) cell->places));
}
