/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by differences: what begins is noted on the first counted day on or
 * after its beginning, what ends on the first after its end, and one walk along
 * each row adds them up.  So a stay costs the same whether it lasts a day or
 * ten years.
 *
 * Stays come in the order of their ends, the latest first, or are put in it: a
 * child then needs only the first day from which it was counted to be counted
 * once.  Groups are shared out among threads, each with its part of the stays, and
 * a part is put by its groups, so that a row stays near while it is written. */

#include "way-occupancy.h"

#include "way-memory.h"

/* Children come in no order, so that where one stands is rarely at hand: it is
 * asked for so many stays before it is needed. */
#define AHEAD 16

/* Cells for which another thread is worth its start. */
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

typedef struct
{
  Span  *all;
  gsize  n;
  gsize  room;
} Spans;

/* Some of the groups: a thread's part. */
typedef struct
{
  WayOccupancy *occupancy;
  Spans         spans;
  guint         from;
  guint         to;
  guint         n_pupils;
} Part;

struct _WayOccupancyCount
{
  WayOccupancy      *occupancy;
  WayOccupancyInput  input;
  Calendar           calendar;
  guint32           *back;       /* by child: from which day on it was counted in the whole */
  Spans              unsorted;   /* where stays do not come by their ends */
  Part               parts[MOST_PARTS];
  guint              n_parts;    /* 0 where the whole is all that is wanted */
  guint8            *part_of;    /* by group */
};

#define FEWEST_SPANS 1024

static inline void
spans_add (Spans      *self,
           const Span *span)
{
  if (self->n == self->room)
    {
      self->room = MAX (2 * self->room, FEWEST_SPANS);
      self->all = g_renew (Span, self->all, self->room);
      way_memory_expect (self->all, self->room * sizeof *self->all);
    }
  self->all[self->n++] = *span;
}

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

/* The spans in the order of one of their members, which is below n_keys; equal ones
 * stay as they stand.  Of ends, n_keys + 1 noughts, each then says where those of a
 * key end. */
static void
sort_spans (Spans   *self,
            gsize    member,
            guint    n_keys,
            guint32  least,
            gsize   *ends)
{
#define KEY(span) (G_STRUCT_MEMBER (guint32, span, member) - least)
  Span *sorted = g_new (Span, MAX (self->n, 1));

  way_memory_expect (sorted, self->n * sizeof *sorted);
  for (gsize i = 0; i < self->n; i++)
    ends[KEY (&self->all[i]) + 1]++;
  for (guint i = 0; i < n_keys; i++)
    ends[i + 1] += ends[i];
  for (gsize i = 0; i < self->n; i++)
    sorted[ends[KEY (&self->all[i])]++] = self->all[i];
  g_free (self->all);
  self->all = sorted;
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

/* Spans come latest first. */
static inline void
take_span (WayOccupancyCount *self,
           const Span        *span)
{
  if (is_in_total (&self->input, span->group))
    add_span (find_row (self->occupancy, self->input.n_groups), self->occupancy->n_days, span,
              &self->back[span->pupil]);
  if (self->n_parts > 0)
    spans_add (&self->parts[self->part_of[span->group]].spans, span);
}

/* Those that came in no order: from the last end to the first. */
static void
take_unsorted (WayOccupancyCount *self)
{
  guint n_keys = self->occupancy->n_days + 1;
  g_autofree gsize *starts = g_new0 (gsize, n_keys + 1);

  sort_spans (&self->unsorted, G_STRUCT_OFFSET (Span, end), n_keys, 0, starts);
  for (gsize i = self->unsorted.n; i > 0; i--)
    take_span (self, &self->unsorted.all[i - 1]);
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

static gpointer
count_part (gpointer data)
{
  Part *self = data;
  guint n_days = self->occupancy->n_days;
  guint n_groups = self->to - self->from;
  g_autofree gsize *ends = g_new0 (gsize, n_groups + 1);
  g_autofree Counted *counted = g_new0 (Counted, MAX (self->n_pupils, 1));
  const Span *spans;
  gsize at = 0;

  sort_spans (&self->spans, G_STRUCT_OFFSET (Span, group), n_groups, self->from, ends);
  spans = self->spans.all;
  for (guint group = self->from; group < self->to; group++)
    {
      WayOccupancyCell *row = find_row (self->occupancy, group);

      for (; at < ends[group - self->from]; at++)
        {
          Counted *child = &counted[spans[at].pupil];

          if (at + AHEAD < self->spans.n)
            __builtin_prefetch (&counted[spans[at + AHEAD].pupil], 1);
          if (child->row != group + 1)
            *child = (Counted) { group + 1, 0 };
          add_span (row, n_days, &spans[at], &child->back);
        }
      add_up (row, n_days);
    }
  return NULL;
}

static void
count_parts (WayOccupancyCount *self)
{
  GThread *threads[MOST_PARTS] = { NULL };

  for (guint i = 1; i < self->n_parts; i++)
    threads[i] = g_thread_new ("occupancy", count_part, &self->parts[i]);
  if (self->n_parts > 0)
    count_part (&self->parts[0]);
  for (guint i = 1; i < self->n_parts; i++)
    g_thread_join (threads[i]);
}

/* Each part has about as many groups. */
static void
share_out (WayOccupancyCount *self)
{
  guint n_groups = self->input.n_groups;
  gsize cells = (gsize) n_groups * self->occupancy->n_days;
  guint most = CLAMP (g_get_num_processors (), 1, MOST_PARTS);

  self->n_parts = n_groups == 0 ? 0 : cells < WORTH_A_THREAD ? 1 : MIN (most, n_groups);
  self->part_of = g_new (guint8, MAX (n_groups, 1));
  for (guint i = 0; i < self->n_parts; i++)
    {
      guint from = (guint) ((guint64) n_groups * i / self->n_parts);
      guint to = (guint) ((guint64) n_groups * (i + 1) / self->n_parts);

      self->parts[i] = (Part) { self->occupancy, { NULL, 0, 0 }, from, to, self->input.n_pupils };
      for (guint group = from; group < to; group++)
        self->part_of[group] = (guint8) i;
    }
}

WayOccupancyCount *
way_occupancy_count_new (const WayOccupancyInput *input,
                         const guint32           *days,
                         guint                    n_days)
{
  WayOccupancyCount *self = g_new0 (WayOccupancyCount, 1);
  gsize n_cells = (gsize) (input->n_groups + 1) * n_days;

  self->input = *input;
  self->occupancy = g_new0 (WayOccupancy, 1);
  self->occupancy->n_days = n_days;
  self->occupancy->cells = g_new0 (WayOccupancyCell, n_cells);
  way_memory_expect (self->occupancy->cells, n_cells * sizeof (WayOccupancyCell));
  self->back = g_new0 (guint32, MAX (input->n_pupils, 1));
  share_out (self);
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
  Span span;

  if (self->occupancy->n_days == 0)
    return;
  for (gsize i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (&self->back[stays[i + AHEAD].pupil], 1);
      if (!make_span (&self->calendar, &stays[i], &span))
        continue;
      if (self->input.latest_first)
        take_span (self, &span);
      else
        spans_add (&self->unsorted, &span);
    }
}

/* FALSE where it is not counted.  The child, where another record's number is. */
static inline gboolean
unfold (const WayOccupancyInput *input,
        const WayOccupancyBrief *brief,
        Span                    *span)
{
  const WayOccupancyKind *kind = &input->kinds[brief->what >> 4];
  guint sessions = brief->what & WAY_OCCUPANCY_FULL_TIME;

  span->pupil = input->children != NULL ? input->children[brief->pupil] : brief->pupil;
  span->group = kind->group;
  span->on_roll = (guint16) kind->on_roll;
  span->sessions = sessions == WAY_OCCUPANCY_FULL_TIME ? input->full_time : (gint16) sessions;
  return kind->group != WAY_OCCUPANCY_NO_GROUP && span->pupil != WAY_OCCUPANCY_NO_CHILD;
}

/* What was copied here stays in registers: this is where a nation's time goes. */
void
way_occupancy_count_run (WayOccupancyCount       *self,
                         guint32                  to,
                         const WayOccupancyBrief *stays,
                         gsize                    n)
{
  const WayOccupancyInput input = self->input;
  const Calendar calendar = self->calendar;
  guint n_days = self->occupancy->n_days;
  WayOccupancyCell *whole = find_row (self->occupancy, input.n_groups);
  guint32 *back = self->back;
  Span span = { .end = n_days > 0 ? find_day_after (&calendar, to) : 0 };

  g_return_if_fail (input.latest_first);
  for (gsize i = 0; i < n && span.end > 0; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (&back[stays[i + AHEAD].pupil], 1);
      span.begin = find_day (&calendar, stays[i].from);
      if (span.begin >= span.end || !unfold (&input, &stays[i], &span))
        continue;
      if (is_in_total (&input, span.group))
        add_span (whole, n_days, &span, &back[span.pupil]);
      if (self->n_parts > 0)
        spans_add (&self->parts[self->part_of[span.group]].spans, &span);
    }
}

WayOccupancy *
way_occupancy_count_end (WayOccupancyCount *self)
{
  WayOccupancy *occupancy = self->occupancy;

  take_unsorted (self);
  count_parts (self);
  add_up (find_row (occupancy, self->input.n_groups), occupancy->n_days);
  for (guint i = 0; i < self->n_parts; i++)
    g_free (self->parts[i].spans.all);
  g_free (self->unsorted.all);
  g_free (self->part_of);
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
