/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works with a connection and what they may do.  The connection's guard asks here
 * for every row that an edit changes, so no path around it exists. */

#include "way-permit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-access.h"
#include "way-codes.h"
#include "way-people.h"
#include "way-records.h"
#include "way-seals.h"
#include "way-service-error.h"
#include "way-text.h"

#define ADMINISTRATOR "administrator"
#define MOST_REASON 500
#define LEAST_REASON 5       /* characters: “why” is no reason */

typedef struct
{
  char      *who;
  WayId      user;
  GPtrArray *roles;          /* of char *, lent by the codes; ended by NULL */
  gboolean   open;           /* nobody administers the file */
  gboolean   breaking;       /* the glass: access to a case is being written */
  GDate      today;
} Permit;

static void
permit_free (gpointer data)
{
  Permit *self = data;

  g_free (self->who);
  g_ptr_array_unref (self->roles);
  g_free (self);
}

static gboolean guard (WayDb            *db,
                       const WayEntity  *entity,
                       gpointer          data,
                       GError          **error);

/* A window may have no file yet, and then nobody to ask. */
static Permit *
permit_of (WayDb *db)
{
  return db != NULL ? way_db_guard_data (db, guard) : NULL;
}

/* --- The table of acts --- */

const char *
way_permit_act_of (const WayEntity *entity)
{
  g_autoptr(GPtrArray) acts = way_codes_list ("role_act", NULL);
  const char *rest = NULL;

  for (guint i = 0; i < acts->len; i++)
    {
      const WayCode *act = g_ptr_array_index (acts, i);

      if (way_code_allows (act, "entities", entity->name))
        return act->id;
      if (way_code_allows (act, "entities", "*"))
        rest = act->id;
    }
  return rest;
}

/* "Administrator or Officer". */
static char *
say_roles (const WayCode *act)
{
  g_auto(GStrv) roles = g_strsplit (way_code_get (act, "roles"), " ", -1);
  guint n = g_strv_length (roles);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 < n ? ", " : _(" or "));
      g_string_append (text, _(way_codes_label ("access_role", roles[i])));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
refuse (const Permit   *self,
        const WayCode  *act,
        GError        **error)
{
  g_autofree char *roles = say_roles (act);

  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED,
               self->roles->len > 1 ? _("%s may not %s: that is for %s.")
                                    : _("%s has no role in this file, and may not %s: that is"
                                        " for %s."),
               self->who, _(act->label), roles);
  return FALSE;
}

static gboolean
check (const Permit  *self,
       const char    *id,
       GError       **error)
{
  const WayCode *act = way_codes_lookup_on ("role_act", id, &self->today);

  if (self->open || act == NULL)
    return TRUE;
  for (guint i = 0; i + 1 < self->roles->len; i++)
    if (way_code_allows (act, "roles", g_ptr_array_index (self->roles, i)))
      return TRUE;
  return refuse (self, act, error);
}

static gboolean
guard (WayDb            *db,
       const WayEntity  *entity,
       gpointer          data,
       GError          **error)
{
  const Permit *self = data;

  return (self->breaking && entity == &way_case_access_entity) ||
         check (self, way_permit_act_of (entity), error);
}

gboolean
way_permit_check (WayDb       *db,
                  const char  *act,
                  GError     **error)
{
  const Permit *self = permit_of (db);

  return self == NULL || check (self, act, error);
}

/* --- Entering --- */

static gboolean
is_in_force (const WayRoleGrant *grant,
             const GDate        *today)
{
  return (!way_date_is_set (&grant->from) || way_date_compare (&grant->from, today) <= 0) &&
         (!way_date_is_set (&grant->to) || way_date_compare (&grant->to, today) >= 0);
}

/* The user by that name; of several, the one whose id is the smallest. */
static gboolean
find_user (WayDb   *db,
           Permit  *self,
           GError **error)
{
  g_autoptr(GPtrArray) users = way_records_list (db, &way_user_entity, NULL, NULL, error);
  g_autofree char *name = way_text_fold (self->who);

  if (users == NULL)
    return FALSE;
  for (guint i = 0; i < users->len; i++)
    {
      const WayUser *user = g_ptr_array_index (users, i);
      g_autofree char *folded = way_text_fold (user->name != NULL ? user->name : "");

      if (strcmp (name, folded) == 0)
        {
          self->user = user->id;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
is_administrator (const WayRoleGrant *grant)
{
  return g_strcmp0 (grant->role, ADMINISTRATOR) == 0;
}

/* The last day on which anybody administered, where nobody does; else no date. */
static GDate
find_last_day (const GPtrArray *grants,
               const GDate     *today)
{
  GDate last = way_date_none ();

  for (guint i = 0; i < grants->len; i++)
    {
      const WayRoleGrant *grant = g_ptr_array_index (grants, i);

      if (!is_administrator (grant))
        continue;
      if (is_in_force (grant, today))
        return way_date_none ();
      if (way_date_is_set (&grant->to) &&
          (!way_date_is_set (&last) || way_date_compare (&grant->to, &last) > 0))
        last = grant->to;
    }
  return last;
}

static gboolean
find_roles (WayDb   *db,
            Permit  *self,
            GError **error)
{
  g_autoptr(GPtrArray) grants = way_records_list (db, &way_role_grant_entity, NULL, NULL, error);
  GDate last;

  if (grants == NULL)
    return FALSE;
  last = find_last_day (grants, &self->today);
  self->open = TRUE;
  for (guint i = 0; i < grants->len; i++)
    {
      const WayRoleGrant *grant = g_ptr_array_index (grants, i);
      gboolean holds = is_in_force (grant, &self->today) ||
                       (is_administrator (grant) && way_date_is_set (&last) &&
                        way_date_equal (&grant->to, &last));
      const WayCode *role = grant->role != NULL ? way_codes_lookup ("access_role", grant->role)
                                                : NULL;

      self->open &= !is_administrator (grant);
      if (holds && role != NULL && !way_id_is_null (&self->user) &&
          way_id_equal (&grant->user, &self->user))
        g_ptr_array_add (self->roles, (gpointer) role->id);
    }
  g_ptr_array_add (self->roles, NULL);
  return TRUE;
}

gboolean
way_permit_enter (WayDb        *db,
                  const char   *who,
                  const GDate  *today,
                  GError      **error)
{
  Permit *self = g_new0 (Permit, 1);

  self->who = g_strdup (who);
  self->today = *today;
  self->roles = g_ptr_array_new ();
  if (find_user (db, self, error) && find_roles (db, self, error) &&
      way_seals_set_viewer (db, &self->user, self->open, today, error))
    {
      way_db_set_guard (db, guard, self, permit_free);
      return TRUE;
    }
  permit_free (self);
  return FALSE;
}

void
way_permit_sign (WayDb       *db,
                 WayEditInfo *info)
{
  const Permit *self = permit_of (db);

  if (self == NULL)
    return;
  info->who = self->who;
  info->user = self->user;
}

gboolean
way_permit_may_write (WayDb *db)
{
  g_autoptr(GPtrArray) acts = way_codes_list ("role_act", NULL);

  for (guint i = 0; i < acts->len; i++)
    {
      const WayCode *act = g_ptr_array_index (acts, i);

      if (way_code_get (act, "entities") != NULL && way_permit_check (db, act->id, NULL))
        return TRUE;
    }
  return FALSE;
}

gboolean
way_permit_is_open (WayDb *db)
{
  const Permit *self = permit_of (db);

  return self == NULL || self->open;
}

WayId
way_permit_user (WayDb *db)
{
  const Permit *self = permit_of (db);

  return self != NULL ? self->user : (WayId) { 0 };
}

const char *const *
way_permit_roles (WayDb *db)
{
  static const char *const none[] = { NULL };
  const Permit *self = permit_of (db);

  return self != NULL ? (const char *const *) self->roles->pdata : none;
}

/* --- The trail --- */

static void
sign (WayDb         *db,
      WayTrailEntry *entry)
{
  const Permit *self = permit_of (db);

  if (self == NULL)
    return;
  entry->who = self->who;
  entry->user = self->user;
}

gboolean
way_permit_note (WayDb                *db,
                 const WayTrailEntry  *entry,
                 GError              **error)
{
  WayTrailEntry signed_entry = *entry;

  sign (db, &signed_entry);
  return way_trail_add (db, &signed_entry, 1, error);
}

gboolean
way_permit_look (WayDb            *db,
                 const WayEntity  *entity,
                 const WayId      *id,
                 const char       *what,
                 GError          **error)
{
  WayTrailEntry entry = { .action = WAY_TRAIL_VIEW, .entity = entity, .row = *id, .count = 1,
                          .what = what };
  WayId pupil;

  return way_seals_pupil_of (db, entity, id, &pupil, error) &&
         (!way_seals_show (db, &pupil) || way_permit_note (db, &entry, error));
}

/* Those of the ids whose case is under seal, an entry each. */
static gboolean
add_sealed (WayDb                *db,
            const WayTrailEntry  *entry,
            const GArray         *ids,
            GArray               *entries,
            GError              **error)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      WayTrailEntry one = *entry;
      WayId pupil;

      one.row = g_array_index (ids, WayId, i);
      one.count = 1;
      if (!way_seals_pupil_of (db, entry->entity, &one.row, &pupil, error))
        return FALSE;
      if (way_seals_show (db, &pupil))
        g_array_append_val (entries, one);
    }
  return TRUE;
}

gboolean
way_permit_hand_out (WayDb                *db,
                     const WayTrailEntry  *entry,
                     const GArray         *ids,
                     GError              **error)
{
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (WayTrailEntry));
  WayTrailEntry whole = *entry;

  if (!way_permit_check (db, "export", error))
    return FALSE;
  sign (db, &whole);
  g_array_append_val (entries, whole);
  return add_sealed (db, &whole, ids, entries, error) &&
         way_trail_add (db, (WayTrailEntry *) (void *) entries->data, entries->len, error);
}

/* --- Breaking the glass --- */

static gboolean
check_reason (const char  *reason,
              GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  if (g_utf8_strlen (stripped, -1) >= LEAST_REASON &&
      way_text_is_clean (stripped, MOST_REASON, FALSE))
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
               _("Say why the case must be opened, in a line of at most %d characters."),
               MOST_REASON);
  return FALSE;
}

static gboolean
check_glass (WayDb         *db,
             const Permit  *self,
             const WayId   *pupil,
             const char    *reason,
             GError       **error)
{
  if (!check (self, "break_glass", error) || !check_reason (reason, error))
    return FALSE;
  if (!way_seals_hide (db, pupil))
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                 _("This case is not sealed to you."));
  else if (way_id_is_null (&self->user))
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED,
                 _("%s is not among the users of this file."), self->who);
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_access (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  return way_records_insert (db, &way_case_access_entity, data, error);
}

gboolean
way_permit_break_glass (WayDb        *db,
                        const WayId  *pupil,
                        const GDate  *today,
                        const char   *reason,
                        WayEditId    *edit,
                        GError      **error)
{
  Permit *self = permit_of (db);
  WayTrailEntry entry = { .action = WAY_TRAIL_OPENED, .entity = way_entity_by_name ("pupil"),
                          .row = *pupil, .count = 1, .reason = reason };
  WayEditInfo info = { .name = _("Open a sealed case"), .reason = reason };
  g_autoptr(WayCaseAccess) access = way_case_access_new ();
  g_autofree char *who = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL, FALSE);
  if (!check_glass (db, self, pupil, reason, error) || !way_permit_note (db, &entry, error))
    return FALSE;
  access->pupil = *pupil;
  access->user = self->user;
  access->kind = g_strdup ("break_glass");
  access->from = access->to = *today;
  access->reason = g_strdup (reason);
  info.who = self->who;
  info.user = self->user;
  self->breaking = TRUE;
  done = way_edit_run (db, &info, write_access, access, edit, error);
  self->breaking = FALSE;
  who = g_strdup (self->who);
  return done && way_permit_enter (db, who, today, error);
}
