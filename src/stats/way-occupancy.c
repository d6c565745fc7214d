/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by differences: what begins is noted on the first counted day on or
 * after its beginning, what ends on the first after its end, and one walk along
 * each row adds them up.  So a stay costs the same whether it lasts a day or
 * ten years.
 *
 * Stays come in the order of their ends, the latest first, or are put in it: a
 * child then needs only the first day from which it was counted to be counted
 * once.  They are then put by their groups, so that a group's row stays near while
 * it is written, and groups are shared out among threads. */

#include "way-occupancy.h"

/* Children come in no order, so that where one stands is rarely at hand: it is
 * asked for so many stays before it is needed. */
#define AHEAD 16

/* Cells and stays for which another thread is worth its start. */
#define WORTH_A_THREAD 500000
#define MOST_PARTS     4

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

/* From which day on a child was counted in a row of a group.  Days are counted back
 * from the end, so that nought is no day yet. */
typedef struct
{
  guint32 row;
  guint32 back;
} Counted;

struct _WayOccupancyCount
{
  WayOccupancy      *occupancy;
  WayOccupancyInput  input;
  Calendar           calendar;
  guint32           *back;       /* by child: from which day on it was counted in the whole */
  GArray            *spans;      /* of Span: what is counted once all is known */
};

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

/* Puts the spans in the order of one of their members, which is n_keys at most,
 * and leaves equal ones as they stand.  room is as large as spans. */
static void
sort_spans (Span     **spans,
            Span     **room,
            gsize      n,
            gsize      member,
            guint      n_keys,
            gboolean   descending)
{
#define KEY(span) (descending ? n_keys - G_STRUCT_MEMBER (guint32, span, member) \
                              : G_STRUCT_MEMBER (guint32, span, member))
  g_autofree gsize *starts = g_new0 (gsize, n_keys + 2);
  Span *from = *spans;
  Span *to = *room;

  for (gsize i = 0; i < n; i++)
    starts[KEY (&from[i]) + 1]++;
  for (guint i = 0; i <= n_keys; i++)
    starts[i + 1] += starts[i];
  for (gsize i = 0; i < n; i++)
    to[starts[KEY (&from[i])]++] = from[i];
  *spans = to;
  *room = from;
#undef KEY
}

/* Adds a span to a row; spans of a row come in the order of their ends, the last
 * first: so all that was counted of the child from `back` on, and before this
 * span's end, was counted without a gap. */
static inline void
add_span (WayOccupancyCell *cells,
          guint             n_days,
          const Span       *span,
          guint32          *back)
{
  guint32 end = span->end;

  cells[span->begin].sessions += span->sessions;
  if (end < n_days)
    cells[end].sessions -= span->sessions;
  if (!span->on_roll)
    return;
  end = MIN (end, n_days - *back);
  if (span->begin >= end)
    return;
  *back = n_days - span->begin;
  cells[span->begin].on_roll++;
  if (end < n_days)
    cells[end].on_roll--;
}

static void
add_to_whole (WayOccupancyCount *self,
              const Span        *span)
{
  if (is_in_total (&self->input, span->group))
    add_span (find_row (self->occupancy, self->input.n_groups), self->occupancy->n_days, span,
              &self->back[span->pupil]);
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

/* Some of the groups: a thread's part. */
typedef struct
{
  WayOccupancy *occupancy;
  const Span   *spans;          /* by group */
  gsize         n;
  guint         from;
  guint         to;
  guint         n_pupils;
} Part;

static gpointer
count_part (gpointer data)
{
  const Part *self = data;
  guint n_days = self->occupancy->n_days;
  g_autofree Counted *counted = g_new0 (Counted, MAX (self->n_pupils, 1));
  gsize at = 0;

  for (guint group = self->from; group < self->to; group++)
    {
      WayOccupancyCell *row = find_row (self->occupancy, group);

      for (; at < self->n && self->spans[at].group == group; at++)
        {
          Counted *child = &counted[self->spans[at].pupil];

          if (at + AHEAD < self->n)
            __builtin_prefetch (&counted[self->spans[at + AHEAD].pupil], 1);
          if (child->row != group + 1)
            *child = (Counted) { group + 1, 0 };
          add_span (row, n_days, &self->spans[at], &child->back);
        }
      add_up (row, n_days);
    }
  return NULL;
}

/* Cuts the groups so that each part has about as many cells and spans. */
static guint
cut_parts (WayOccupancyCount *self,
           const Span        *spans,
           gsize              n,
           Part              *parts)
{
  guint n_groups = self->input.n_groups;
  gsize work = n + (gsize) n_groups * self->occupancy->n_days;
  guint n_parts = work < WORTH_A_THREAD ? 1 : CLAMP (g_get_num_processors (), 1, MOST_PARTS);
  gsize at = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      guint to = (guint) ((guint64) n_groups * (i + 1) / n_parts);
      gsize first = at;

      while (at < n && spans[at].group < to)
        at++;
      parts[i] = (Part) {
        self->occupancy, spans + first, at - first,
        (guint) ((guint64) n_groups * i / n_parts), to, self->input.n_pupils,
      };
    }
  return n_parts;
}

static void
count_groups (WayOccupancyCount *self,
              const Span        *spans,
              gsize              n)
{
  Part parts[MOST_PARTS];
  GThread *threads[MOST_PARTS] = { NULL };
  guint n_parts = cut_parts (self, spans, n, parts);

  for (guint i = 1; i < n_parts; i++)
    threads[i] = g_thread_new ("occupancy", count_part, &parts[i]);
  count_part (&parts[0]);
  for (guint i = 1; i < n_parts; i++)
    g_thread_join (threads[i]);
}

static void
count_spans (WayOccupancyCount *self)
{
  gsize n = self->spans->len;
  g_autofree Span *other = g_new (Span, n + 1);
  Span *spans = (Span *) (void *) self->spans->data;
  Span *room = other;

  if (!self->input.latest_first)
    {
      sort_spans (&spans, &room, n, G_STRUCT_OFFSET (Span, end), self->occupancy->n_days, TRUE);
      for (gsize i = 0; i < n; i++)
        add_to_whole (self, &spans[i]);
    }
  if (self->input.n_groups == 0)
    return;
  sort_spans (&spans, &room, n, G_STRUCT_OFFSET (Span, group), self->input.n_groups, FALSE);
  count_groups (self, spans, n);
}

WayOccupancyCount *
way_occupancy_count_new (const WayOccupancyInput *input,
                         const guint32           *days,
                         guint                    n_days)
{
  WayOccupancyCount *self = g_new0 (WayOccupancyCount, 1);

  self->input = *input;
  self->occupancy = g_new0 (WayOccupancy, 1);
  self->occupancy->n_days = n_days;
  self->occupancy->cells = g_new0 (WayOccupancyCell, (gsize) (input->n_groups + 1) * n_days);
  self->back = g_new0 (guint32, MAX (input->n_pupils, 1));
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  if (n_days == 0)
    return self;
  calendar_init (&self->calendar, days, n_days);
  add_all_places (self->occupancy, input, &self->calendar);
  return self;
}

void
way_occupancy_count_add (WayOccupancyCount      *self,
                         const WayOccupancyStay *stays,
                         gsize                   n)
{
  gboolean at_once = self->input.latest_first;
  gboolean keep = !at_once || self->input.n_groups > 0;
  Span span;

  if (self->occupancy->n_days == 0)
    return;
  for (gsize i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (&self->back[stays[i + AHEAD].pupil], 1);
      if (!make_span (&self->calendar, &stays[i], &span))
        continue;
      if (at_once)
        add_to_whole (self, &span);
      if (keep)
        g_array_append_val (self->spans, span);
    }
}

WayOccupancy *
way_occupancy_count_end (WayOccupancyCount *self)
{
  WayOccupancy *occupancy = self->occupancy;

  count_spans (self);
  add_up (find_row (occupancy, self->input.n_groups), occupancy->n_days);
  g_array_unref (self->spans);
  g_free (self->back);
  g_free (self->calendar.next);
  g_free (self);
  return occupancy;
}

void
way_occupancy_count_cancel (WayOccupancyCount *self)
{
  way_occupancy_free (way_occupancy_count_end (self));
}

WayOccupancy *
way_occupancy_new (const WayOccupancyInput *input,
                   const guint32           *days,
                   guint                    n_days)
{
  WayOccupancyCount *count = way_occupancy_count_new (input, days, n_days);

  way_occupancy_count_add (count, input->stays, input->n_stays);
  return way_occupancy_count_end (count);
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
