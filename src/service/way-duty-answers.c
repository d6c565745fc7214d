/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of rules, each worked out once. */

#include "way-duty-answers.h"

#include "way-review.h"

static guint
hash_key (gconstpointer data)
{
  const WayDutyKey *key = data;

  return g_direct_hash (key->days) ^ (key->day * 2654435761u) ^ (key->more * 40503u);
}

static gboolean
keys_equal (gconstpointer a,
            gconstpointer b)
{
  const WayDutyKey *one = a, *two = b;

  return one->days == two->days && one->day == two->day && one->more == two->more;
}

GHashTable *
way_duty_answers_new (void)
{
  return g_hash_table_new_full (hash_key, keys_equal, g_free, NULL);
}

WayDutyAnswer *
way_duty_answers_find (GHashTable        *self,
                       const WayDutyKey  *key,
                       gboolean          *is_new)
{
  WayDutyAnswer *answer = g_hash_table_lookup (self, key);

  *is_new = answer == NULL;
  if (answer != NULL)
    return answer;
  answer = g_new0 (WayDutyAnswer, 1);
  answer->key = *key;
  g_hash_table_add (self, answer);
  return answer;
}

guint32
way_duty_answers_review (GHashTable           *self,
                         const WaySchoolDays  *days,
                         guint32               start,
                         guint32               reviewed,
                         guint                 weeks)
{
  gboolean was_reviewed = reviewed >= start;
  WayDutyKey key = { days, was_reviewed ? reviewed : start, was_reviewed ? start : 0 };
  gboolean is_new;
  WayDutyAnswer *answer;

  /* The start matters beside a review only where it says how many weeks there are. */
  if (was_reviewed && weeks > 0)
    key.more = 1;
  answer = way_duty_answers_find (self, &key, &is_new);
  if (is_new)
    {
      GDate first = way_date_from_julian (start);
      GDate last = was_reviewed ? way_date_from_julian (reviewed) : way_date_none ();
      GDate due = way_review_due (days, &first, &last, weeks);

      answer->due = way_date_is_set (&due) ? way_date_julian (&due) : 0;
    }
  return answer->due;
}
