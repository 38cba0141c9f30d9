import { z } from "zod";
import { ROLES } from "../../users/role.ts";

const emailSchema = z
  .email({ error: "This is not an e-mail address." })
  .max(254)
  .meta({ examples: ["anna@fjallform.com"] });

/** Whatever is typed in is compared or refused, so nothing of it is checked here but its size. */
const typedSchema = z.string().max(1_000);

export const nameSchema = z.string().trim().max(100);

export const signInSchema = z.strictObject({ email: typedSchema, password: typedSchema }).meta({ id: "SignIn" });

export const linkSchema = z.strictObject({
  secret: typedSchema.meta({ description: "What the link has after its #." }),
});

export const newPasswordSchema = z
  .strictObject({
    secret: typedSchema,
    password: typedSchema,
    email: emailSchema.optional().meta({ description: "Needed when the link's user has none yet." }),
    name: nameSchema.optional(),
  })
  .meta({ id: "NewPassword" });

export const linkOwnerSchema = z
  .object({
    email: z.string().nullable().meta({ description: "null: to be said with the password." }),
    name: z.string(),
    role: z.enum(ROLES),
  })
  .meta({ id: "LinkOwner" });

export const userSchema = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string(),
    role: z.enum(ROLES),
    hasPassword: z.boolean().meta({ description: "False until the user's link was used." }),
    createdAt: z.number(),
  })
  .meta({ id: "User" });

export const userListSchema = z.object({ users: z.array(userSchema) });
export const userParamsSchema = z.object({ user: z.string().min(1).max(100).meta({ description: "The user's id." }) });
export const newUserSchema = z
  .strictObject({ email: emailSchema, name: nameSchema.default(""), role: z.enum(ROLES) })
  .meta({ id: "NewUser" });
export const userChangeSchema = z
  .strictObject({ name: nameSchema.optional(), role: z.enum(ROLES).optional() })
  .meta({ id: "UserChange" });

export const passwordLinkSchema = z
  .object({
    url: z.string().meta({ description: "To be opened by the user, once; shown here only." }),
    expiresAt: z.number(),
  })
  .meta({ id: "PasswordLink" });

export const invitedSchema = z.object({ user: userSchema, link: passwordLinkSchema }).meta({ id: "InvitedUser" });

export const sessionSchema = z
  .object({
    id: z.string(),
    browser: z.string(),
    createdAt: z.number(),
    seenAt: z.number(),
    expiresAt: z.number(),
    isCurrent: z.boolean().meta({ description: "The session that asks." }),
  })
  .meta({ id: "Session" });
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) });
export const sessionParamsSchema = z.object({ session: z.string().min(1).max(100) });

export const meSchema = z
  .object({
    user: userSchema.nullable().meta({ description: "null for the admin token." }),
    role: z.enum(ROLES),
  })
  .meta({ id: "Me" });

export const passwordChangeSchema = z
  .strictObject({ current: typedSchema, next: typedSchema })
  .meta({ id: "PasswordChange" });
