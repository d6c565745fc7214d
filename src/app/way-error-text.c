/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where an error becomes words for people.  Whoever adds a code
 * below adds its row here; the test walks the enums. */
#include "way-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-entity.h"
#include "way-exchange-error.h"
#include "way-formats-error.h"
#include "way-keyring.h"
#include "way-pdf.h"
#include "way-service-error.h"
#include "way-store-error.h"

typedef struct
{
  GQuark    (*domain) (void);
  int         code;
  const char *what;
  const char *next;
} ErrorWords;

static const ErrorWords words[] = {
  { way_keyring_error_quark, WAY_KEYRING_ERROR_FAILED,
    N_("The desktop’s keyring did not do it."),
    N_("Sign in to the desktop and its keyring, or go on with the passphrase.") },
  { way_store_error_quark, WAY_STORE_ERROR_FAILED,
    N_("The file could not be read or written."),
    N_("Try again. If it stays so, open a backup and tell the help desk.") },
  { way_store_error_quark, WAY_STORE_ERROR_NOT_FOUND,
    N_("It is not there any more."),
    N_("It may have been deleted, moved or taken back: History tells.") },
  { way_store_error_quark, WAY_STORE_ERROR_NOT_WAYMARK,
    N_("This is not a file of Waymark."),
    N_("Choose another: their names end in “.waymark”.") },
  { way_store_error_quark, WAY_STORE_ERROR_TOO_NEW,
    N_("This file was written by a newer Waymark."),
    N_("Bring this program up to date, then open it again. Nothing was changed.") },
  { way_store_error_quark, WAY_STORE_ERROR_DAMAGED,
    N_("The file is damaged."),
    N_("Do not work in it. Open your last backup and tell the help desk.") },
  { way_store_error_quark, WAY_STORE_ERROR_BUSY,
    N_("Another program is writing to the file."),
    N_("Wait a moment and try again. Nothing was changed.") },
  { way_store_error_quark, WAY_STORE_ERROR_FULL,
    N_("The disk is full. Nothing was changed."),
    N_("Make room on the disk and try again.") },
  { way_store_error_quark, WAY_STORE_ERROR_READ_ONLY,
    N_("The file can only be read."),
    N_("Copy it to a folder of your own and open the copy.") },
  { way_store_error_quark, WAY_STORE_ERROR_EXISTS,
    N_("A file of that name is there already. It was left as it is."),
    N_("Choose another name.") },
  { way_store_error_quark, WAY_STORE_ERROR_REFERENCE,
    N_("Something else still refers to it."),
    N_("Change or delete that first.") },
  { way_store_error_quark, WAY_STORE_ERROR_OUTSIDE,
    N_("The program tried to write where it may not. Nothing was changed."),
    N_("This is a fault of Waymark: tell the help desk what you did.") },
  { way_store_error_quark, WAY_STORE_ERROR_CLONED,
    N_("Two copies of the file go by one name."),
    N_("Close one of them and tell the help desk. Nothing was changed.") },
  { way_store_error_quark, WAY_STORE_ERROR_NOTHING,
    N_("There is nothing to take back."),
    N_("What was changed since stays: History shows it.") },
  { way_store_error_quark, WAY_STORE_ERROR_SEALED,
    N_("This case is sealed."),
    N_("Ask somebody who is named for it, or break the glass with a reason.") },
  { way_store_error_quark, WAY_STORE_ERROR_ERASED,
    N_("This record was erased."),
    N_("What is left of it is for the figures, and stays as it is.") },
  { way_store_error_quark, WAY_STORE_ERROR_IN_USE,
    N_("The file is open somewhere else."),
    N_("Close it there, then open it again. Nothing was changed.") },
  { way_store_error_quark, WAY_STORE_ERROR_LOCKED,
    N_("The file is sealed."),
    N_("Give its passphrase.") },
  { way_store_error_quark, WAY_STORE_ERROR_SECRET,
    N_("This does not open the file."),
    N_("Look whether Caps Lock is on, and try again.") },
  { way_store_error_quark, WAY_STORE_ERROR_KEY_FILE,
    N_("The key file beside the file is missing, damaged or altered."),
    N_("Open your last backup, and tell the help desk.") },
  { way_model_error_quark, WAY_MODEL_ERROR_MISSING,
    N_("Something that is needed is not filled in."),
    N_("Fill it in and try again.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_HELD,
    N_("New placements there are held."),
    N_("Clear the hold, or say why a child is placed there all the same.") },
  { way_model_error_quark, WAY_MODEL_ERROR_INVALID,
    N_("An answer is not of the kind that is asked for."),
    N_("Look at it again.") },
  { way_model_error_quark, WAY_MODEL_ERROR_RANGE,
    N_("An answer is too long, too small or too large."),
    N_("Look at it again.") },
  { way_model_error_quark, WAY_MODEL_ERROR_CODE,
    N_("An answer is not one of the list."),
    N_("Choose one of the list.") },
  { way_model_error_quark, WAY_MODEL_ERROR_CONTRADICTION,
    N_("Two answers cannot both be so."),
    N_("Change one of them.") },
  { way_model_error_quark, WAY_MODEL_ERROR_UNKNOWN,
    N_("The file and the program do not name things alike."),
    N_("Bring this program up to date and try again.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_UNKNOWN,
    N_("There is nothing by that name."),
    N_("Choose one of the list.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_NOT_EMPTY,
    N_("The file holds an authority already."),
    N_("Choose a new file.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_STAGE,
    N_("This is not what comes next at this stage."),
    N_("Look at the record again: its next step is the blue button.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_RULE,
    N_("A rule does not allow this."),
    N_("Choose another way, or ask who may make an exception.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_DATE,
    N_("The day cannot be."),
    N_("Look at the days again.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_INCOMPLETE,
    N_("Something must be said first."),
    N_("Fill it in and try again.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_NOT_ALLOWED,
    N_("You may not do this."),
    N_("Ask somebody who may, or an administrator for the role.") },
  { way_service_error_quark, WAY_SERVICE_ERROR_INVALID,
    N_("This cannot be done as things stand."),
    N_("Look at what you chose and try again.") },
  { way_report_error_quark, WAY_REPORT_ERROR_DRAW,
    N_("The document could not be drawn."),
    N_("Try again. If it stays so, tell the help desk.") },
  { way_formats_error_quark, WAY_FORMATS_ERROR_ENCODING,
    N_("The file cannot be read as text."),
    N_("If it is a spreadsheet, save it as CSV and choose that.") },
  { way_formats_error_quark, WAY_FORMATS_ERROR_SYNTAX,
    N_("The file is damaged or cut off."),
    N_("Save or download it again, whole.") },
  { way_formats_error_quark, WAY_FORMATS_ERROR_KIND,
    N_("This is not the kind of file that is asked for."),
    N_("Look whether the first line holds the headings, or choose another.") },
  { way_formats_error_quark, WAY_FORMATS_ERROR_TOO_LARGE,
    N_("The file is larger than any real one of its kind."),
    N_("Choose another, or cut it into parts.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NOT_BUNDLE,
    N_("This is not a file that a copy made for another."),
    N_("Choose another: their names end in “.waybundle”.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_TOO_NEW,
    N_("This file was made by a newer Waymark. Nothing was changed."),
    N_("Bring this program up to date, then take it in again.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_CUT,
    N_("The end of the file is missing. Nothing was changed."),
    N_("Copy it again, whole, or ask for it once more.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ALTERED,
    N_("The file was altered on its way. Nothing was changed."),
    N_("Ask for it once more.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_BOUNDS,
    N_("The file claims to hold more than one may. Nothing was changed."),
    N_("Do not trust it: ask the copy it is said to come from.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_MALFORMED,
    N_("The file is not what it says. Nothing was changed."),
    N_("Do not trust it: ask the copy it is said to come from.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_OWN,
    N_("This very copy made the file."),
    N_("Take it to another copy, and bring back that copy’s file.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_FOREIGN,
    N_("The file is not from a copy of this authority’s file. Nothing was changed."),
    N_("Look which file is open here, or choose another.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_UNKNOWN,
    N_("There is no such copy."),
    N_("Choose one of the list.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NOT_FOR_US,
    N_("The file is sealed for another copy. Nothing was changed."),
    N_("Look whether it came to the right place, and ask for one that is for this copy.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_SIGNATURE,
    N_("The file is not from whom it says. Nothing was changed."),
    N_("Do not trust it: ask the copy it is said to come from.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_STRANGER,
    N_("The file is from a device that was never enrolled. Nothing was changed."),
    N_("Ask the office that keeps the list of devices.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ROSTER,
    N_("The list of devices in the file is an older one, or another authority’s."),
    N_("Ask the office for a newer file.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_NO_DEVICE,
    N_("This copy is not enrolled."),
    N_("Make its card, and ask the office to enrol it.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_REVOKED,
    N_("The device was revoked, or its time has run out."),
    N_("Ask the office to enrol it again, if it is to go on.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_ROLE,
    N_("A copy of this kind may not do that."),
    N_("Ask the office that keeps the list of devices.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_UNSEALED,
    N_("The file is not sealed, and this copy takes in sealed files alone."),
    N_("Ask for one that is sealed for this copy.") },
  { way_exchange_error_quark, WAY_EXCHANGE_ERROR_LARGE,
    N_("The file would change very much at once. Nothing was changed."),
    N_("Look at what it would do, and take it in only if that was meant.") },
  { g_io_error_quark, G_IO_ERROR_NOT_FOUND,
    N_("The file is not there any more."),
    N_("Look for it in another folder, or ask who keeps it.") },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED,
    N_("This computer does not let you read or write there."),
    N_("Choose a folder of your own, or ask who looks after the computer.") },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY,
    N_("The folder can only be read."),
    N_("Copy the file to a folder of your own and open the copy.") },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE,
    N_("The disk is full. Nothing was changed."),
    N_("Make room on the disk and try again.") },
  { g_io_error_quark, G_IO_ERROR_IS_DIRECTORY,
    N_("This is a folder, not a file."),
    N_("Choose a file inside it.") },
  { g_io_error_quark, G_IO_ERROR_EXISTS,
    N_("A file of that name is there already."),
    N_("Choose another name.") },
  { g_io_error_quark, G_IO_ERROR_CANCELLED,
    N_("It was stopped. Nothing was changed."),
    N_("Start it again when you are ready.") },
  { g_file_error_quark, G_FILE_ERROR_NOENT,
    N_("The file is not there any more."),
    N_("Look for it in another folder, or ask who keeps it.") },
  { g_file_error_quark, G_FILE_ERROR_ACCES,
    N_("This computer does not let you read or write there."),
    N_("Choose a folder of your own, or ask who looks after the computer.") },
  { g_file_error_quark, G_FILE_ERROR_ISDIR,
    N_("This is a folder, not a file."),
    N_("Choose a file inside it.") },
  { g_file_error_quark, G_FILE_ERROR_ROFS,
    N_("The folder can only be read."),
    N_("Choose a folder of your own.") },
  { g_file_error_quark, G_FILE_ERROR_NOSPC,
    N_("The disk is full. Nothing was changed."),
    N_("Make room on the disk and try again.") },
};

static const ErrorWords *
find_words (GQuark domain,
            int    code)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].domain () == domain && words[i].code == code)
      return &words[i];
  return NULL;
}

/* Who has it open stands in the message, after what it says of the file. */
static char *
say_who (const char *message)
{
  static const char said[] = "is open in ";
  const char *at = strstr (message, said);

  /* Translators: %s is the name of a program, its process, user, computer and since
   * when. */
  return at != NULL ? g_strdup_printf (_("The file is open in %s. Close it there, then open it "
                                         "again. Nothing was changed."), at + strlen (said))
                    : NULL;
}

char *
way_error_text (const GError *error)
{
  const ErrorWords *found;

  if (error == NULL)
    return g_strdup (_("Something went wrong. Try again."));

  if (g_error_matches (error, way_store_error_quark (), WAY_STORE_ERROR_IN_USE))
    {
      char *text = say_who (error->message);

      if (text != NULL)
        return text;
    }
  found = find_words (error->domain, error->code);
  /* A use case says exactly what it refuses, in words fit to be shown. */
  if (found != NULL && error->domain == way_service_error_quark () && *error->message != '\0')
    {
      const char *said = _(error->message);

      return g_strdup_printf ("%s%s %s", said, g_str_has_suffix (said, ".") ? "" : ".",
                              _(found->next));
    }
  if (found != NULL)
    return g_strdup_printf ("%s %s", _(found->what), _(found->next));

  /* Translators: %s is an exact message in English, for the help desk. */
  return g_strdup_printf (_("Something went wrong: %s. Try again."), error->message);
}

gboolean
way_error_text_knows (GQuark domain,
                      int    code)
{
  return find_words (domain, code) != NULL;
}
