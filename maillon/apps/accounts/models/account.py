from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from maillon.kernel import chance
from maillon.kernel.models import Base


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Account":
        account = self.model(email=self.normalize_email(email), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. No shared accounts, no superuser: rights are scoped roles."""

    id = models.UUIDField(primary_key=True, default=chance.new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    initials = models.CharField(max_length=4)
    practitioner = models.ForeignKey(
        "directory.Practitioner", models.SET_NULL, null=True, related_name="accounts"
    )
    is_active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
    theme = models.CharField(max_length=8, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "initials"]
    objects: ClassVar[AccountManager] = AccountManager()

    # Django's admin flags, kept false: nothing in Maillon reads them.
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name


class ScopedRole(Base):
    """A role held in one organization, perhaps at one desk, between two days."""

    class Code(models.TextChoices):
        AGENT = "agent", "agent du poste"
        LEAD = "lead", "responsable du poste"
        PRACTITIONER = "practitioner", "professionnel"
        REQUESTER = "requester", "demandeur"
        COORDINATOR = "coordinator", "coordinateur"
        MANAGER = "manager", "responsable de structure"
        ADMINISTRATOR = "administrator", "administrateur technique"
        READER = "reader", "lecteur des dossiers envoyés"

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles")
    organization = models.ForeignKey("directory.Organization", models.CASCADE)
    desk_id = models.UUIDField(null=True)  # a desk lives above this room: its id only
    code = models.CharField(max_length=14, choices=Code.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "organization", "desk_id", "code", "starts_on"],
                name="scoped_role_once",
            ),
        )
