/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at the watched folder. */
#include "way-folder-pass.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-copy-figures.h"
#include "way-device.h"
#include "way-permit.h"
#include "way-seal.h"
#include "way-settle.h"

/* A file that cannot be read may be one that is still being written, for so long. */
#define YOUNG (G_GINT64_CONSTANT (60) * 1000)

#define NEVER_AGAIN (-1)

typedef struct
{
  WayDb                  *db;
  const WayFolderOptions *options;
  gint64                  now;
  WayProgressFunc         progress;
  gpointer                data;
  GCancellable           *cancellable;
  WayFolderReport        *report;
  guint                   at;          /* the file that is worked at */
  guint                   of;          /* so many */
  gboolean                out;         /* files are put there, no more taken in */
  double                  shown;       /* it never goes back */
} Pass;

/* A WayProgressFunc for the work at one file: taking in is the first half of a look. */
static void
report_file (double      fraction,
             const char *phase,
             gpointer    data)
{
  Pass *self = data;
  double whole = (self->at + fraction) / MAX (self->of, 1);

  if (self->progress == NULL)
    return;
  self->shown = MAX (self->shown, (self->out ? .5 : 0) + whole / 2);
  self->progress (MIN (self->shown, 1), phase, self->data);
}

/* --- In --- */

static gboolean
is_young (const Pass          *self,
          const WayFolderFile *file)
{
  return self->now - file->at < YOUNG && self->now - file->changed / 1000 < YOUNG;
}

/* Whether a file that was seen before is worth another look. */
static gboolean
is_open (Pass                 *self,
         const WayFolderFile  *file,
         gboolean             *open,
         GError              **error)
{
  gint64 basis;

  *open = file->state == WAY_FOLDER_NEW || file->state == WAY_FOLDER_PARTIAL;
  if (*open || file->basis == NEVER_AGAIN || file->state == WAY_FOLDER_TAKEN)
    return TRUE;
  if (!way_folder_basis (self->db, file->state, &basis, error))
    return FALSE;
  *open = basis != file->basis;
  return TRUE;
}

static gboolean
note (Pass            *self,
      WayFolderFile   *file,
      WayFolderState   state,
      gboolean         again,
      const char      *detail,
      GError         **error)
{
  file->state = state;
  file->basis = NEVER_AGAIN;
  g_free (file->detail);
  file->detail = g_strdup (detail);
  return (!again || way_folder_basis (self->db, state, &file->basis, error)) &&
         way_folder_note (self->db, file, error);
}

/* Another roster or a newer program may say otherwise. */
static gboolean
may_change (const GError *fault)
{
  static const WayExchangeError codes[] = {
    WAY_EXCHANGE_ERROR_STRANGER, WAY_EXCHANGE_ERROR_ROLE, WAY_EXCHANGE_ERROR_REVOKED,
    WAY_EXCHANGE_ERROR_NO_DEVICE, WAY_EXCHANGE_ERROR_TOO_NEW, WAY_EXCHANGE_ERROR_NOT_FOR_US
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (fault, WAY_EXCHANGE_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

/* What is wrong with the file, and not with this copy or its disk. */
static gboolean
is_of_file (const GError *fault)
{
  return fault->domain == WAY_EXCHANGE_ERROR ||
         g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED) ||
         g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED) ||
         g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_TOO_NEW);
}

/* Why a file was left alone, for people; msgids.  Who shows them translates them. */
static const char *
find_reason (const GError *fault)
{
  static const struct
  {
    GQuark    (*domain) (void);
    int         code;
    const char *words;
  } reasons[] = {
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NOT_BUNDLE,
      N_("it is no file that a copy made for another") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_TOO_NEW,
      N_("it was made by a newer Waymark: bring this program up to date") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_CUT,
      N_("its end is missing: ask for it once more") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ALTERED,
      N_("it was altered on its way: ask for it once more") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_BOUNDS,
      N_("it claims to hold more than a file may: do not trust it") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_MALFORMED,
      N_("it is not what it says: do not trust it") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_FOREIGN,
      N_("it is not from a copy of this authority’s file") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NOT_FOR_US,
      N_("it is sealed for another copy") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_SIGNATURE,
      N_("it is not from whom it says: do not trust it") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_STRANGER,
      N_("it is from a device that was never enrolled") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ROSTER,
      N_("its list of devices is an older one, or another authority’s") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NO_DEVICE,
      N_("this copy is not enrolled") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_REVOKED,
      N_("its device was revoked, or its time has run out") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ROLE,
      N_("a copy of that kind may not send it") },
    { way_exchange_error_quark, WAY_EXCHANGE_ERROR_UNSEALED,
      N_("it is not sealed, and a folder is not trusted with such a file") },
    { way_store_error_quark, WAY_STORE_ERROR_DAMAGED,
      N_("what it holds is damaged: ask for it once more") },
    { way_store_error_quark, WAY_STORE_ERROR_CLONED,
      N_("two copies go by one name: tell the help desk") },
    { way_store_error_quark, WAY_STORE_ERROR_TOO_NEW,
      N_("it was made by a newer Waymark: bring this program up to date") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_error_matches (fault, reasons[i].domain (), reasons[i].code))
      return reasons[i].words;
  return NULL;
}

/* The name of a file stands before what is said of it, and the list names it already. */
static const char *
without_name (const char *message,
              const char *name)
{
  return g_str_has_prefix (message, name) && g_str_has_prefix (message + strlen (name), ": ")
           ? message + strlen (name) + 2 : message;
}

static gboolean
judge_fault (Pass           *self,
             WayFolderFile  *file,
             const GError   *fault,
             GError        **error)
{
  WayFolderState before = file->state;
  const char *reason = find_reason (fault);

  if (g_error_matches (fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_LARGE))
    {
      self->report->asks++;
      return note (self, file, WAY_FOLDER_ASKS, TRUE, fault->message, error);
    }
  if (g_error_matches (fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_OWN) ||
      (g_error_matches (fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_FOR_US) &&
       !is_young (self, file)))
    return note (self, file, WAY_FOLDER_OTHER, FALSE, NULL, error);
  if (is_young (self, file))
    {
      self->report->partial++;
      return note (self, file, WAY_FOLDER_PARTIAL, FALSE, NULL, error);
    }
  self->report->refused += before != WAY_FOLDER_REFUSED;
  if (reason == NULL)
    reason = without_name (fault->message, file->name);
  return note (self, file, WAY_FOLDER_REFUSED, may_change (fault), reason, error);
}

static gboolean
take_bytes (Pass           *self,
            WayFolderFile  *file,
            GBytes         *bytes,
            GError        **error)
{
  WayTakeOptions options = { .today = self->options->today, .bytes = bytes, .once = TRUE };
  g_autoptr(GError) fault = NULL;
  WayMergeReport report = { 0 };

  if (!way_seal_is_sealed (bytes))
    g_set_error (&fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNSEALED,
                 "is no sealed file, and a folder is not trusted with any other");
  else if (way_settle_take (self->db, self->options->who, file->name, &options, report_file, self,
                            self->cancellable, &report, NULL, &fault))
    {
      self->report->taken++;
      self->report->edits += report.edits_new;
      self->report->conflicts += report.conflicts;
      self->report->settled += report.settled;
      return note (self, file, WAY_FOLDER_TAKEN, FALSE, NULL, error);
    }
  if (is_of_file (fault))
    return judge_fault (self, file, fault, error);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
take_file (Pass           *self,
           WayFolderFile  *file,
           GError        **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file->size > (gint64) WAY_FOLDER_MOST_FILE)
    {
      g_set_error (&fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_BOUNDS, "is larger than %u MB",
                   (guint) (WAY_FOLDER_MOST_FILE >> 20));
      return judge_fault (self, file, fault, error);
    }
  bytes = way_folder_read (self->options->path, file, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (bytes != NULL)
    return take_bytes (self, file, bytes, error);
  self->report->partial++;
  return note (self, file, WAY_FOLDER_PARTIAL, FALSE, NULL, error);
}

static gboolean
take_all (Pass     *self,
          GError  **error)
{
  g_autoptr(GPtrArray) files = way_folder_list (self->db, self->options->path, self->now, error);

  if (files == NULL)
    return FALSE;
  self->of = files->len;
  for (guint i = 0; i < files->len; i++)
    {
      WayFolderFile *file = g_ptr_array_index (files, i);
      gboolean open;

      self->at = i;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !is_open (self, file, &open, error) || (open && !take_file (self, file, error)))
        return FALSE;
    }
  return TRUE;
}

/* A file may bring the roster by which one that came before it can be read. */
static gboolean
take_until_nothing_comes (Pass     *self,
                          GError  **error)
{
  guint before;

  do
    {
      before = self->report->taken;
      self->report->partial = 0;
      if (!take_all (self, error))
        return FALSE;
    }
  while (self->report->taken > before);
  return TRUE;
}

/* --- Out --- */

static gboolean
put_file (Pass                *self,
          const WayFolderDue  *due,
          GError             **error)
{
  WaySendOptions options = { .today = self->options->today, .news_only = !due->owes };
  g_autofree char *path = g_build_filename (self->options->path, due->name, NULL);
  g_autoptr(WayManifest) manifest = NULL;

  if (!way_copy_figures_send (self->db, self->options->who, &due->device, &options, path,
                              report_file, self, self->cancellable, &manifest, error))
    return FALSE;
  self->report->put += manifest != NULL;
  return way_folder_note_post (self->db, self->options->path, due, manifest != NULL, self->now,
                               error);
}

static gboolean
put_all (Pass     *self,
         GError  **error)
{
  g_autoptr(GPtrArray) all = way_folder_list_due (self->db, self->options->path, self->now, error);

  if (all == NULL)
    return FALSE;
  self->out = TRUE;
  self->of = all->len;
  for (self->at = 0; self->at < all->len; self->at++)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !put_file (self, g_ptr_array_index (all, self->at), error))
      return FALSE;
  return way_folder_tidy (self->db, self->options->path, error);
}

/* --- Both --- */

static gboolean
check_enrolled (WayDb   *db,
                GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayDevice) device = way_device_read (db, &fault);

  if (device != NULL)
    return TRUE;
  if (fault == NULL)
    g_set_error (&fault, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NO_DEVICE,
                 "%s: is no enrolled copy, and a folder carries sealed files alone",
                 way_db_path (db));
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
count_asks (Pass     *self,
            GError  **error)
{
  g_autoptr(GPtrArray) files = way_folder_remembered (self->db, error);

  if (files == NULL)
    return FALSE;
  self->report->asks = 0;
  for (guint i = 0; i < files->len; i++)
    self->report->asks += ((WayFolderFile *) g_ptr_array_index (files, i))->state == WAY_FOLDER_ASKS;
  return TRUE;
}

gboolean
way_folder_pass (WayDb                  *db,
                 const WayFolderOptions *options,
                 WayProgressFunc         progress,
                 gpointer                data,
                 GCancellable           *cancellable,
                 WayFolderReport        *report,
                 GError                **error)
{
  Pass self = {
    .db = db, .options = options,
    .now = options->now != 0 ? options->now : g_get_real_time () / 1000,
    .progress = progress, .data = data, .cancellable = cancellable, .report = report,
  };

  memset (report, 0, sizeof *report);
  return way_permit_check (db, "exchange", error) && check_enrolled (db, error) &&
         take_until_nothing_comes (&self, error) && put_all (&self, error) &&
         count_asks (&self, error) && way_folder_set_seen (db, self.now, error);
}
