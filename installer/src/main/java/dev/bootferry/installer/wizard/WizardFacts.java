package dev.bootferry.installer.wizard;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.specification.InstallSpecification;
import java.util.List;

/**
 * What the questions depend on. Answers are found once and remembered by whoever implements this:
 * they are asked for again and again. Whatever cannot be done is told by a {@link
 * dev.bootferry.core.problem.ProblemException}. Nothing is changed on any disk.
 */
public interface WizardFacts {
  /** What was found on media, mounted volumes and in the container storage. */
  List<OfferedSource> sources();

  /** What is at a place that a person typed. */
  OfferedSource source(String place);

  /**
   * Hashes all of a source.
   *
   * @return what was found, when it is whole
   */
  String verify(String place);

  List<OfferedDisk> disks();

  /** The disk or file at a path that a person typed. */
  OfferedDisk disk(String path);

  ImageOffers offers(String place);

  /** Names of the network interfaces of this machine. */
  List<String> links();

  /**
   * The keys in what a person typed: one public key, or the path of a file of them.
   *
   * @return lines of authorized_keys
   */
  List<String> sshKeys(String typed);

  /** As crypt(5) has it. */
  String hash(Secret password);

  /** Plans all of it, with every check that an installation makes before its first write. */
  PlanPreview preview(InstallSpecification specification);

  /** Whether the root can be encrypted. */
  boolean canEncrypt();

  /** Whether {@link #save} is there. */
  boolean canSave();

  /** Writes the answers as a file for an unattended installation, without secrets in clear. */
  void save(InstallSpecification specification, String path);
}
