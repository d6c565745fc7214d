/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files opened: whole, signed, from whom and for whom they must be. */

#include "way-take-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-exchange-private.h"
#include "way-file.h"

#define MOST_FILE (G_GUINT64_CONSTANT (1) << 31)

/* --- Plain files --- */

/* Copies of one authority have edits in common, the first of all; what was
 * begun apart is another's, though its name be the same.  A file with nothing
 * in it yet may take in anything. */
static gboolean
check_kin (WayDb              *db,
           const WayManifest  *manifest,
           const char         *path,
           GError            **error)
{
  g_autoptr(WayRanges) heard = way_exchange_read_heard (db, error);
  g_autofree char *authority = NULL;

  if (heard == NULL)
    return FALSE;
  authority = way_exchange_dup_authority (db);
  if (*authority == '\0' || *manifest->authority == '\0' ||
      way_ranges_meet (heard, manifest->heard))
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FOREIGN,
               "%s: is of another file, of %s, and not of a copy of this one", path,
               manifest->authority);
  return FALSE;
}

/* Whoever goes by a roster in a file that is encrypted believes nothing unsigned;
 * samples and tests, which are not, may be kept in step by plain files. */
static gboolean
may_take_plain (WayDb       *db,
                const char  *path,
                GError     **error)
{
  gint64 rosters;

  if (!way_db_get_int (db, "SELECT count (*) FROM roster", 0, &rosters, error))
    return FALSE;
  if (rosters == 0 || !way_db_is_sealed (db))
    return TRUE;
  return way_take_refuse (error, WAY_EXCHANGE_ERROR_UNSEALED, path,
                          "is not sealed, and this copy takes in sealed files alone");
}

static gboolean
open_plain (WayTake     *self,
            GBytes      *bytes,
            const char  *path,
            GError     **error)
{
  WayId own;

  self->bundle = way_bundle_parse (bytes, path, error);
  if (self->bundle == NULL || !way_exchange_read_own (self->db, &own, error))
    return FALSE;
  if (way_id_equal (&own, &way_bundle_manifest (self->bundle)->sender))
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_OWN, path, "was written by this very copy");
  return check_kin (self->db, way_bundle_manifest (self->bundle), path, error) &&
         may_take_plain (self->db, path, error);
}

/* --- Sealed files --- */

/* The roster of the bundle; NULL with no error where it has none. */
static WayRoster *
read_roster (WayBundle   *bundle,
             const char  *path,
             GBytes     **body,
             GError     **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    {
      WayRoster *roster;

      if (kind != WAY_SECTION_ROSTER)
        continue;
      roster = way_roster_parse (data, size, path, error);
      if (roster != NULL)
        *body = g_bytes_new (data, size);
      return roster;
    }
  return NULL;
}

/* The roster to judge by: this copy's, or the bundle's where that is newer.  Where
 * this copy has none it believes the bundle's only if told whose it is. */
static WayRoster *
choose_roster (WayDb         *db,
               WayBundle     *bundle,
               const guint8  *authority,
               const char    *path,
               GBytes       **body,
               GError       **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) own = way_roster_read (db, NULL, &cause);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayRoster) brought = NULL;

  if (cause == NULL)
    brought = read_roster (bundle, path, &bytes, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (authority == NULL && own != NULL)
    authority = own->authority;
  if (authority == NULL || (own == NULL && brought == NULL))
    {
      way_take_refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path,
                       "is sealed, and this copy is not enrolled");
      return NULL;
    }
  if (brought != NULL && memcmp (brought->authority, authority, sizeof brought->authority) != 0)
    {
      way_take_refuse (error, WAY_EXCHANGE_ERROR_ROSTER, path,
                       "comes with another authority’s roster");
      return NULL;
    }
  if (brought == NULL || (own != NULL && brought->number <= own->number))
    return g_steal_pointer (&own);
  *body = g_steal_pointer (&bytes);
  return g_steal_pointer (&brought);
}

static gboolean
is_for (const WayManifest *manifest,
        const WayId       *device)
{
  for (guint i = 0; manifest->audience != NULL && i < manifest->audience->len; i++)
    if (way_id_equal (&g_array_index (manifest->audience, WayId, i), device))
      return TRUE;
  return FALSE;
}

/* An office that has not the newest roster may give what was taken back since. */
static gboolean
is_same_scope (const WayRosterEntry *own,
               const WayManifest    *manifest)
{
  guint n = manifest->scope != NULL ? manifest->scope->len : 0;

  if (own->scope->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!way_id_equal (&g_array_index (own->scope, WayId, i),
                       &g_array_index (manifest->scope, WayId, i)))
      return FALSE;
  return TRUE;
}

/* Who signed, for whom, and whether such a copy may send this to such a one. */
static gboolean
check_parties (WayTake          *self,
               const WayRoster  *roster,
               const WayDevice  *device,
               const char       *path,
               GError          **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  const WayRosterEntry *sender = way_roster_find (roster, &manifest->device);
  const WayRosterEntry *own = way_roster_find (roster, &device->id);

  if (sender == NULL)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_STRANGER, path,
                            "is from a device that is not in the roster");
  if (!way_bundle_is_signed (self->bundle, sender->device->sign))
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_SIGNATURE, path,
                            "is not signed by the device that it names");
  if (way_id_equal (&manifest->device, &device->id))
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_OWN, path, "was written by this very copy");
  if (!is_for (manifest, &device->id))
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_NOT_FOR_US, path,
                            "is not meant for this copy");
  if (own == NULL)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path,
                            "is for a device that the roster does not have");
  if (own->role != WAY_COPY_OFFICE && sender->role != WAY_COPY_OFFICE)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_ROLE, path,
                            "is from no office copy, and this one takes files of those alone");
  if (own->role != WAY_COPY_OFFICE && (sender->revoked != 0 || own->role != manifest->role))
    return way_take_refuse (error,
                            sender->revoked != 0 ? WAY_EXCHANGE_ERROR_REVOKED : WAY_EXCHANGE_ERROR_ROLE,
                            path, sender->revoked != 0 ? "is from a device that was revoked"
                                                       : "is cut for another kind of copy");
  if (own->role != WAY_COPY_OFFICE && !is_same_scope (own, manifest) && !way_bug (125))
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_ROLE, path,
                            "is cut for other settings than this copy is for now");
  if (own->role == WAY_COPY_GOVERNANCE && manifest->edits > 0)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_ROLE, path,
                            "holds records, and a copy of this kind may hold none");
  return TRUE;
}

static WayDevice *
read_device (WayDb       *db,
             const char  *path,
             GError     **error)
{
  g_autoptr(GError) cause = NULL;
  WayDevice *device = way_device_read (db, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (device == NULL)
    way_take_refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path,
                     "is sealed, and this copy is not enrolled");
  return device;
}

/* A limited copy goes by the newest file of an office, which says all that it should
 * have and has not; an older one, or the same again, might bring back what it had to
 * drop since. */
static gboolean
find_late (WayTake  *self,
           GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  guint64 last;
  WayId bundle;

  if (way_judge_own (self->judge)->role == WAY_COPY_OFFICE)
    return TRUE;
  if (!way_exchange_read_post (self->db, &manifest->device, FALSE, &last, &bundle, error))
    return FALSE;
  self->late = (manifest->sequence < last && !way_bug (103)) ||
               (manifest->sequence == last && way_id_equal (&bundle, &manifest->id));
  return TRUE;
}

static gboolean
open_sealed (WayTake       *self,
             GBytes        *sealed,
             const guint8  *authority,
             const char    *path,
             GError       **error)
{
  g_autoptr(WayDevice) device = read_device (self->db, path, error);
  g_autoptr(GBytes) content = NULL;
  g_autoptr(WayRoster) roster = NULL;
  g_autoptr(GBytes) body = NULL;

  if (device == NULL)
    return FALSE;
  content = way_seal_open (sealed, path, device->box, device->box_secret, error);
  self->bundle = content != NULL ? way_bundle_parse_sealed (content, path, error) : NULL;
  if (self->bundle == NULL)
    return FALSE;
  roster = choose_roster (self->db, self->bundle, authority, path, &body, error);
  if (roster == NULL || !check_parties (self, roster, device, path, error))
    return FALSE;
  self->judge = way_judge_new (self->db, self->bundle, g_steal_pointer (&roster),
                               g_steal_pointer (&body), &device->id, error);
  return self->judge != NULL && find_late (self, error);
}

/* --- Either --- */

gboolean
way_take_open (WayTake       *self,
               const char    *path,
               const guint8  *authority,
               GError       **error)
{
  g_autoptr(GBytes) bytes = self->options->bytes != NULL ? g_bytes_ref (self->options->bytes)
                                                         : way_file_read (path, MOST_FILE, error);

  if (bytes == NULL)
    return FALSE;
  return way_seal_is_sealed (bytes) ? open_sealed (self, bytes, authority, path, error)
                                    : open_plain (self, bytes, path, error);
}
