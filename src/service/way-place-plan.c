/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy as the service reads it, and beside it the places as a list of changes
 * makes them.  Every step keeps the whole list, so that taking one back is going
 * to the list before. */

#include "way-place-plan.h"

#include <string.h>

#include "way-directory.h"
#include "way-records.h"
#include "way-text.h"

typedef struct
{
  WayId  id;
  char  *name;
  char  *sort;
  guint  row;               /* of the counts; G_MAXUINT: nothing there on any day */
} Setting;

struct _WayPlacePlan
{
  WayOccupancyTable *table;       /* as if everybody stayed */
  WayOccupancyTable *expected;    /* rows and days are those of the other */
  gboolean           is_expected; /* which of the two counts children */
  GArray            *settings;    /* Setting */
  guint32           *julian;      /* the days */
  gint32            *before;      /* places: a row a setting */
  gint32            *after;
  GPtrArray         *steps;       /* GArray of WayPlaceChange: the list after each step */
  guint              at;          /* the one that holds */
};

/* --- Reading --- */

static void
clear_setting (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->sort);
}

static gboolean
has_setting (const WayPlacePlan *self,
             const WayId        *id)
{
  for (guint i = 0; i < self->settings->len; i++)
    if (way_id_equal (&g_array_index (self->settings, Setting, i).id, id))
      return TRUE;
  return FALSE;
}

static void
add_setting (WayPlacePlan *self,
             const WayId  *id,
             const char   *name,
             guint         row)
{
  Setting setting = { .id = *id, .name = g_strdup (name != NULL ? name : ""),
                      .sort = way_text_fold (name != NULL ? name : ""), .row = row };

  g_array_append_val (self->settings, setting);
}

/* Settings that offer something and have neither places nor children yet. */
static gboolean
add_empty_settings (WayPlacePlan  *self,
                    WayDb         *db,
                    GError       **error)
{
  g_autoptr(GPtrArray) provisions =
    way_records_list (db, &way_provision_entity, NULL, NULL, error);
  g_autoptr(GError) fault = NULL;

  for (guint i = 0; provisions != NULL && i < provisions->len; i++)
    {
      const WayProvision *provision = g_ptr_array_index (provisions, i);
      g_autoptr(WayEstablishment) place = NULL;

      if (provision->counted != 1 || has_setting (self, &provision->establishment))
        continue;
      place = way_records_get (db, &way_establishment_entity, &provision->establishment, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (place != NULL)
        add_setting (self, &place->id, place->name, G_MAXUINT);
    }
  return provisions != NULL;
}

static int
compare_settings (gconstpointer a,
                  gconstpointer b)
{
  const Setting *one = a, *other = b;
  int order = strcmp (one->sort, other->sort);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static void
fill_places (WayPlacePlan *self)
{
  guint n_days = self->table->days->len;

  self->julian = g_new (guint32, MAX (n_days, 1));
  self->before = g_new0 (gint32, (gsize) MAX (self->settings->len, 1) * MAX (n_days, 1));
  self->after = g_new0 (gint32, (gsize) MAX (self->settings->len, 1) * MAX (n_days, 1));
  for (guint k = 0; k < n_days; k++)
    self->julian[k] = way_date_julian (&g_array_index (self->table->days, GDate, k));
  for (guint i = 0; i < self->settings->len; i++)
    {
      guint row = g_array_index (self->settings, Setting, i).row;

      for (guint k = 0; row != G_MAXUINT && k < n_days; k++)
        self->before[(gsize) i * n_days + k] = way_occupancy_row (self->table->counts, row)[k].places;
    }
}

/* --- Steps --- */

static GArray *
get_changes (const WayPlacePlan *self)
{
  return g_ptr_array_index (self->steps, self->at);
}

static void
count_again (WayPlacePlan *self)
{
  const GArray *changes = get_changes (self);
  guint n_days = self->table->days->len;

  memcpy (self->after, self->before, sizeof (gint32) * self->settings->len * n_days);
  way_place_changes_apply ((const WayPlaceChange *) (gconstpointer) changes->data, changes->len,
                           self->julian, n_days, self->after);
}

/* What was taken back is forgotten by a new step. */
static void
take_step (WayPlacePlan *self,
           GArray       *changes)
{
  g_ptr_array_set_size (self->steps, (int) self->at + 1);
  g_ptr_array_add (self->steps, changes);
  self->at++;
  count_again (self);
}

static void
go_to (WayPlacePlan *self,
       guint         step)
{
  self->at = step;
  count_again (self);
}

/* --- The plan --- */

WayPlacePlan *
way_place_plan_new (WayDb        *db,
                    const GDate  *from,
                    const GDate  *to,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(WayPlacePlan) self = g_new0 (WayPlacePlan, 1);
  g_autoptr(GArray) days = way_occupancy_days (NULL, WAY_OCCUPANCY_EVERY_DAY, from, to);

  self->settings = g_array_new (FALSE, FALSE, sizeof (Setting));
  g_array_set_clear_func (self->settings, clear_setting);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->steps, g_array_new (FALSE, FALSE, sizeof (WayPlaceChange)));
  self->table = way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_SETTING, FALSE, error);
  if (self->table == NULL)
    return NULL;
  self->expected = way_occupancy_service_expect (db, days, WAY_OCCUPANCY_BY_SETTING, FALSE, today,
                                                 error);
  if (self->expected == NULL)
    return NULL;
  for (guint i = 0; i < self->table->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (self->table->groups, WayOccupancyGroup, i);

      add_setting (self, &group->id, group->key, group->row);
    }
  if (!add_empty_settings (self, db, error))
    return NULL;
  g_array_sort (self->settings, compare_settings);
  fill_places (self);
  count_again (self);
  return g_steal_pointer (&self);
}

void
way_place_plan_free (WayPlacePlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, way_occupancy_table_free);
  g_clear_pointer (&self->expected, way_occupancy_table_free);
  g_array_unref (self->settings);
  g_ptr_array_unref (self->steps);
  g_free (self->julian);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

guint
way_place_plan_n_settings (const WayPlacePlan *self)
{
  return self->settings->len;
}

const char *
way_place_plan_get_name (const WayPlacePlan *self,
                         guint               setting)
{
  g_return_val_if_fail (setting < self->settings->len, NULL);

  return g_array_index (self->settings, Setting, setting).name;
}

const WayId *
way_place_plan_get_id (const WayPlacePlan *self,
                       guint               setting)
{
  g_return_val_if_fail (setting < self->settings->len, NULL);

  return &g_array_index (self->settings, Setting, setting).id;
}

const GArray *
way_place_plan_days (const WayPlacePlan *self)
{
  return self->table->days;
}

/* --- Who stays --- */

gboolean
way_place_plan_get_expected (const WayPlacePlan *self)
{
  return self->is_expected;
}

void
way_place_plan_set_expected (WayPlacePlan *self,
                             gboolean      expected)
{
  self->is_expected = expected;
}

/* Children in a row of the counts on a day. */
static int
count_children (const WayPlacePlan *self,
                guint               row,
                guint               day)
{
  const WayOccupancyTable *table = self->is_expected ? self->expected : self->table;

  return way_occupancy_row (table->counts, row)[day].on_roll;
}

/* --- Changes --- */

static gboolean
has_day (const WayPlacePlan *self,
         guint32             day)
{
  guint n_days = self->table->days->len;

  return n_days > 0 && day >= self->julian[0] && day <= self->julian[n_days - 1];
}

static gboolean
has_settings (const WayPlacePlan   *self,
              const WayPlaceChange *change)
{
  return change->group < self->settings->len &&
         (change->kind != WAY_PLACES_MOVE ||
          (change->to < self->settings->len && change->to != change->group));
}

WayPlaceFault
way_place_plan_check (const WayPlacePlan   *self,
                      const WayPlaceChange *change)
{
  guint n_days = self->table->days->len;

  if (change->places < 1)
    return WAY_PLACE_FAULT_PLACES;
  if (!has_day (self, change->day))
    return WAY_PLACE_FAULT_DAY;
  if (!has_settings (self, change))
    return WAY_PLACE_FAULT_SETTING;
  if (change->kind != WAY_PLACES_ADD &&
      change->places > self->after[(gsize) change->group * n_days + change->day - self->julian[0]])
    return WAY_PLACE_FAULT_TOO_MANY;
  return WAY_PLACE_FAULT_NONE;
}

WayPlaceFault
way_place_plan_add (WayPlacePlan         *self,
                    const WayPlaceChange *change)
{
  WayPlaceFault fault = way_place_plan_check (self, change);
  GArray *changes;

  if (fault != WAY_PLACE_FAULT_NONE)
    return fault;
  changes = g_array_copy (get_changes (self));
  g_array_append_val (changes, *change);
  take_step (self, changes);
  return WAY_PLACE_FAULT_NONE;
}

void
way_place_plan_remove (WayPlacePlan *self,
                       guint         change)
{
  GArray *changes;

  g_return_if_fail (change < get_changes (self)->len);

  changes = g_array_copy (get_changes (self));
  g_array_remove_index (changes, change);
  take_step (self, changes);
}

gboolean
way_place_plan_can_undo (const WayPlacePlan *self)
{
  return self->at > 0;
}

gboolean
way_place_plan_can_redo (const WayPlacePlan *self)
{
  return self->at + 1 < self->steps->len;
}

void
way_place_plan_undo (WayPlacePlan *self)
{
  if (way_place_plan_can_undo (self))
    go_to (self, self->at - 1);
}

void
way_place_plan_redo (WayPlacePlan *self)
{
  if (way_place_plan_can_redo (self))
    go_to (self, self->at + 1);
}

guint
way_place_plan_n_changes (const WayPlacePlan *self)
{
  return get_changes (self)->len;
}

const WayPlaceChange *
way_place_plan_get_change (const WayPlacePlan *self,
                           guint               change)
{
  g_return_val_if_fail (change < get_changes (self)->len, NULL);

  return &g_array_index (get_changes (self), WayPlaceChange, change);
}

/* --- What comes of it --- */

static WayPlaceStand
stand_of_one (const WayPlacePlan *self,
              guint               setting,
              guint               day,
              gboolean            changed)
{
  guint row = g_array_index (self->settings, Setting, setting).row;
  gsize cell = (gsize) setting * self->table->days->len + day;
  WayPlaceStand stand = {
    .places = changed ? self->after[cell] : self->before[cell],
    .on_roll = row != G_MAXUINT ? count_children (self, row, day) : 0,
  };

  stand.free = MAX (stand.places - stand.on_roll, 0);
  stand.over = MAX (stand.on_roll - stand.places, 0);
  return stand;
}

/* A child at two settings is one of the whole. */
WayPlaceStand
way_place_plan_stand (const WayPlacePlan *self,
                      guint               setting,
                      guint               day,
                      gboolean            changed)
{
  WayPlaceStand all = { 0 };

  g_return_val_if_fail (day < self->table->days->len, all);

  if (setting < self->settings->len)
    return stand_of_one (self, setting, day, changed);
  for (guint i = 0; i < self->settings->len; i++)
    {
      WayPlaceStand one = stand_of_one (self, i, day, changed);

      all.places += one.places;
      all.free += one.free;
      all.over += one.over;
    }
  all.on_roll = count_children (self, self->table->whole, day);
  return all;
}

static gboolean
is_worth_telling (const WayPlacePlan *self,
                  guint               day,
                  const GDate        *today)
{
  const GDate *date = &g_array_index (self->table->days, GDate, day);
  const GArray *changes = get_changes (self);

  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, WayPlaceChange, i).day == self->julian[day])
      return TRUE;
  return way_date_equal (date, today) ||
         (way_date_compare (date, today) > 0 && g_date_get_day (date) == 1);
}

GArray *
way_place_plan_dates (const WayPlacePlan *self,
                      const GDate        *today)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->table->days->len; i++)
    if (is_worth_telling (self, i, today))
      g_array_append_val (found, i);
  return found;
}
